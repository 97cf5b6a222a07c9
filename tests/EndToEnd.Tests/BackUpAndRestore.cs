using Krewe.EndToEnd.Tests.Cluster;
using Krewe.Model.Core;
using Krewe.Model.Meta;

namespace Krewe.EndToEnd.Tests;

/// <summary>
/// Back up and restore the only state there is. After the backup the world goes on; then all state is lost. The restored control plane
/// makes the world what the backup says, and touches nothing that is so already.
/// </summary>
public sealed class BackUpAndRestore(HelloCluster hello) : IClassFixture<HelloCluster>
{
    private const string Later = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: later
        spec:
          replicas: 1
          selector: { matchLabels: { app: later } }
          template:
            metadata: { labels: { app: later } }
            spec:
              terminationGracePeriodSeconds: 1
              containers:
                - { name: main, image: "krewe/hello:1", command: ["/bin/busybox", "sleep", "1000000"] }
        """;

    [Fact]
    public async Task What_matches_the_backup_goes_on_and_what_does_not_is_made_to()
    {
        using var patience = Patience.Of(TimeSpan.FromMinutes(3));
        var kubectl = hello.Cluster.Kubectl();
        var file = Path.Combine(hello.Cluster.Home, "cluster.backup");
        await using var watch = await hello.WatchAsync();
        var pods = await watch.UntilReadyAsync(3, patience.Token);
        var containers = await Docker.ContainersAsync(pods);

        await kubectl.MustAsync("create configmap kept", patience.Token);
        await using var informer = ClientProgram.Start(hello.Cluster, "node/informer.mjs default");
        await informer.UntilAsync("added kept", patience.Token);

        (await hello.Cluster.KreweAsync(["backup", file])).ShouldContain("keep it where only administrators can read it");
        (await CommandLine.MustAsync("stat", ["-c", "%a", file])).Trim().ShouldBe("600");

        await kubectl.MustAsync("create configmap lost", patience.Token);
        await informer.UntilAsync("added lost", patience.Token);
        var (deleted, surplus) = await ChangeTheWorldAsync(kubectl, watch, pods, patience.Token);
        await hello.Cluster.KillAsync("silo-host");
        Directory.Delete(Path.Combine(hello.Cluster.Home, "silo"), recursive: true);
        await hello.Cluster.KreweAsync(["restore", file]);
        var again = await hello.Cluster.TryKreweAsync(["restore", file]);
        again.ExitCode.ShouldBe(1);
        again.All.ReplaceLineEndings(" ").ShouldContain("holds a cluster already");
        await hello.Cluster.UpAsync("--no-hello");

        // The pods of the backup are back: those that ran all the time in their containers of old, the one that was deleted in a new one, as
        // its node reports (before that its status is the backup's).
        await using var restored = await hello.WatchAsync();
        var back = await restored.UntilAsync(
            now => now.All(PodWatch.IsReady) && now.Select(Uid).Order().SequenceEqual(pods.Select(Uid).Order())
                && !ContainerOf(now.Single(pod => Uid(pod) == deleted)).EndsWith(containers[pods[0].Metadata.Name!], StringComparison.Ordinal),
            "the pods of the backup and no other",
            patience.Token);
        var running = await Docker.ContainersAsync(back);
        foreach (var pod in pods.Where(pod => Uid(pod) != deleted))
            running[pod.Metadata.Name!].ShouldBe(containers[pod.Metadata.Name!]);
        running.Count.ShouldBe(3);

        // What came after the backup is unknown, and its containers end.
        (await kubectl.RunAsync("get deployment later", patience.Token)).All.ShouldContain("NotFound");
        await Docker.UntilEndedAsync(surplus, patience.Token);

        // A watch of before was told to begin anew, though the server would have versions as high by now. The informer of a client library does so.
        await watch.UntilExpiredAsync(patience.Token);
        await informer.UntilAsync("listed anew(.|\n)*deleted lost", patience.Token);
        await kubectl.MustAsync("create configmap last", patience.Token);
        await informer.UntilAsync("added last", patience.Token);
        await kubectl.MustAsync("delete configmap kept last", patience.Token);
        (await informer.ExitAsync(patience.Token)).ShouldBe(0, informer.Printed);
        await AssertStillWritableAsync(kubectl, restored, patience.Token);
    }

    /// <summary>What happens after the backup: a pod replaced, two more, and another app. Tells the pod that is gone, and the new containers.</summary>
    private async Task<(string Deleted, IReadOnlyCollection<string> Surplus)> ChangeTheWorldAsync(
        Kubectl kubectl, PodWatch watch, IReadOnlyList<Pod> pods, CancellationToken cancellationToken)
    {
        await kubectl.MustAsync($"delete pod {pods[0].Metadata.Name}", cancellationToken);
        await kubectl.MustAsync("scale deployment hello --replicas=5", cancellationToken);
        (await kubectl.RunAsync("apply -f -", cancellationToken, Later)).ExitCode.ShouldBe(0);
        await using var later = await PodWatch.StartAsync(hello.Cluster, "app=later");
        Pod[] now = [.. await watch.UntilReadyAsync(5, cancellationToken), .. await later.UntilReadyAsync(1, cancellationToken)];
        var known = pods.Select(Uid).ToHashSet();
        var surplus = (await Docker.ContainersAsync(now.Where(pod => !known.Contains(Uid(pod))))).Values.ToList();
        surplus.Count.ShouldBe(4);
        return (Uid(pods[0]), surplus);
    }

    /// <summary>The restored control plane works, and its state can be backed up while it does not run.</summary>
    private async Task AssertStillWritableAsync(Kubectl kubectl, PodWatch restored, CancellationToken cancellationToken)
    {
        await kubectl.MustAsync("scale deployment hello --replicas=2", cancellationToken);
        await restored.UntilReadyAsync(2, cancellationToken);
        await hello.Cluster.KreweAsync(["down", "--keep-containers"]);
        (await hello.Cluster.KreweAsync(["backup", Path.Combine(hello.Cluster.Home, "stopped.backup")])).ShouldContain("objects of");
    }

    private static string ContainerOf(Pod pod) => pod.Status!.ContainerStatuses[0].ContainerID ?? "";

    private static string Uid(ApiObject pod) => pod.Metadata.Uid!;
}
