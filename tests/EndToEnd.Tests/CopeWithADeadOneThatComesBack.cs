using Krewe.EndToEnd.Tests.Cluster;

namespace Krewe.EndToEnd.Tests;

/// <summary>
/// Two nodes. One falls silent: it is NotReady within seconds and its pods are replaced on the other; when it comes back, the
/// surplus goes and the survivors stay as they were.
/// </summary>
public sealed class CopeWithADeadOneThatComesBack : IAsyncLifetime
{
    private const string Workload = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: spread
        spec:
          replicas: 6
          selector: { matchLabels: { app: spread } }
          template:
            metadata: { labels: { app: spread } }
            spec:
              terminationGracePeriodSeconds: 1
              tolerations:
                - { key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 1 }
                - { key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 1 }
              containers:
                - { name: main, image: "krewe/hello:1", command: ["/bin/busybox", "sleep", "1000000"] }
        """;

    private KreweCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await KreweCluster.StartAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync().AsTask();

    [Fact]
    public async Task A_silent_nodes_pods_move_and_when_it_is_back_the_survivors_stay()
    {
        using var patience = Patience.Of(TimeSpan.FromMinutes(3));
        var kubectl = _cluster.Kubectl();
        var second = await SecondAgent.StartAsync(_cluster, "second");
        try
        {
            await kubectl.MustAsync("wait --for=create node/second --timeout=300s", patience.Token);
            await kubectl.MustAsync("wait --for=condition=Ready node/second --timeout=300s", patience.Token);
            await using var watch = await PodWatch.StartAsync(_cluster, "app=spread");
            (await kubectl.RunAsync("apply -f -", patience.Token, Workload)).ExitCode.ShouldBe(0);
            var before = await watch.UntilReadyAsync(6, patience.Token);
            before.Count(pod => pod.Spec!.NodeName == "second").ShouldBe(3, "a controller's pods are spread over the nodes");
            var survivors = before.Where(pod => pod.Spec!.NodeName == _cluster.Node).Select(pod => pod.Metadata.Uid).ToList();

            await second.KillAsync();
            await kubectl.MustAsync("wait --for=condition=Ready=unknown node/second --timeout=300s", patience.Token);
            var moved = await watch.UntilAsync(
                pods => pods.Count(pod => pod.Spec!.NodeName == _cluster.Node && PodWatch.IsReady(pod)) == 6,
                "six ready pods on the node that is left",
                patience.Token);
            survivors.ShouldBeSubsetOf(moved.Select(pod => pod.Metadata.Uid));

            await second.StartAgainAsync();
            await kubectl.MustAsync("wait --for=condition=Ready node/second --timeout=300s", patience.Token);
            var after = await watch.UntilReadyAsync(6, patience.Token);
            after.ShouldAllBe(pod => pod.Spec!.NodeName == _cluster.Node);
            survivors.ShouldBeSubsetOf(after.Select(pod => pod.Metadata.Uid));
            watch.MostAlive.ShouldBe(6);
        }
        finally
        {
            await second.DisposeAsync();
        }
    }
}
