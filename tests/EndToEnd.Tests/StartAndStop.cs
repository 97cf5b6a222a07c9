using Krewe.EndToEnd.Tests.Cluster;

namespace Krewe.EndToEnd.Tests;

/// <summary>What the README says of starting and stopping.</summary>
public sealed class StartAndStop(HelloCluster hello) : IClassFixture<HelloCluster>
{
    [Fact]
    public async Task Status_tells_what_runs()
    {
        var status = await hello.Cluster.KreweAsync(["status"]);
        status.ShouldMatch(@"control plane\s+running");
        status.ShouldMatch(@"node agent\s+running");
        status.ShouldMatch($@"{hello.Cluster.Node}\s+Ready");
        status.ShouldMatch(@"hello\s+3/3");
    }

    [Fact]
    public async Task Starting_what_runs_changes_nothing_and_says_where_the_app_answers()
    {
        using var patience = Patience.Of(TimeSpan.FromMinutes(1));
        await using var watch = await hello.WatchAsync();
        var before = await watch.UntilReadyAsync(3, patience.Token);

        var said = await hello.Cluster.UpAsync();

        said.ShouldContain(hello.Cluster.Kubeconfig);
        var address = said.Split('\n').Single(line => line.StartsWith("hello answers at ", StringComparison.Ordinal)).Split(' ', ',')[3];
        using var http = new HttpClient();
        (await http.GetStringAsync(new Uri(address), patience.Token)).ShouldStartWith("Hello from Krewe, this is hello-");
        (await watch.UntilReadyAsync(3, patience.Token)).Select(pod => pod.Metadata.Uid)
            .ShouldBe(before.Select(pod => pod.Metadata.Uid), ignoreOrder: true);
    }

    [Fact]
    public async Task Down_can_leave_the_containers_and_the_next_up_takes_them_over()
    {
        using var patience = Patience.Of(TimeSpan.FromMinutes(1));
        var pods = await ReadyPodsAsync(patience.Token);
        var containers = await Docker.ContainersAsync(pods);

        await hello.Cluster.KreweAsync(["down", "--keep-containers"]);
        (await Docker.ContainersAsync(pods)).ShouldBe(containers, ignoreOrder: true);
        await hello.Cluster.UpAsync();

        (await Docker.ContainersAsync(await ReadyPodsAsync(patience.Token))).ShouldBe(containers, ignoreOrder: true);
    }

    [Fact]
    public async Task Down_ends_the_containers_and_the_next_up_brings_the_pods_back()
    {
        using var patience = Patience.Of(TimeSpan.FromMinutes(1));
        var pods = await ReadyPodsAsync(patience.Token);

        await hello.Cluster.KreweAsync(["down"]);
        (await Docker.ContainersAsync(pods)).ShouldBeEmpty();
        await hello.Cluster.UpAsync();

        (await ReadyPodsAsync(patience.Token)).Select(pod => pod.Metadata.Uid)
            .ShouldBe(pods.Select(pod => pod.Metadata.Uid), ignoreOrder: true);
    }

    private async Task<IReadOnlyList<Krewe.Model.Core.Pod>> ReadyPodsAsync(CancellationToken cancellationToken)
    {
        await using var watch = await hello.WatchAsync();
        return await watch.UntilReadyAsync(3, cancellationToken);
    }
}
