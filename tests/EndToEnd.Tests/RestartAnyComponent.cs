using Krewe.EndToEnd.Tests.Cluster;
using Krewe.Model.Core;

namespace Krewe.EndToEnd.Tests;

/// <summary>
/// Keep every app running while the whole control plane is down; restart any component at any time and lose nothing.
/// </summary>
public sealed class RestartAnyComponent(HelloCluster hello) : IClassFixture<HelloCluster>
{
    [Fact]
    public async Task Killing_the_control_plane_under_load_loses_nothing_acknowledged_and_restarts_no_container()
    {
        using var patience = Patience.Of(TimeSpan.FromMinutes(2));
        await using var watch = await hello.WatchAsync();
        var pods = await watch.UntilReadyAsync(3, patience.Token);
        var containers = await Docker.ContainersAsync(pods);
        containers.Count.ShouldBe(3);

        var load = new WriteLoad(hello.Cluster);
        await using var configs = await ConfigWatch.StartAsync(hello.Cluster);
        var writing = load.RunAsync(writers: 8, patience.Token);
        await load.UntilAcknowledgedAsync(500, patience.Token);

        await hello.Cluster.KillAsync("silo-host");

        (await Docker.ContainersAsync(pods)).ShouldBe(containers, ignoreOrder: true);
        await hello.Cluster.UpAsync("--no-hello");
        await load.UntilAcknowledgedAsync(load.Acknowledged.Count + 500, patience.Token);
        load.Stop();
        await writing;

        using var client = hello.Cluster.Connect();
        var list = await client.ListAsync(ConfigMapKind.Instance, "default", "load=crash", patience.Token);
        var stored = list.Items.ToDictionary(item => item.Metadata.Name!, item => item.Metadata.Uid);
        load.Acknowledged.ShouldAllBe(written => stored.ContainsKey(written.Key) && stored[written.Key] == written.Value);
        (await Docker.ContainersAsync(pods)).ShouldBe(containers, ignoreOrder: true);
        (await watch.UntilReadyAsync(3, patience.Token)).ShouldAllBe(pod => pod.Status!.ContainerStatuses[0].RestartCount == 0);

        // The watch that was open when the process died went on from its last version: it saw each object's birth exactly once.
        var seen = await configs.UntilAsync(names => stored.Keys.All(names.ContainsKey), patience.Token);
        seen.Values.ShouldAllBe(times => times == 1);
        configs.Expired.ShouldBe(0);
    }

    [Fact]
    public async Task Killing_the_node_agent_restarts_no_container_and_reports_go_on()
    {
        using var patience = Patience.Of(TimeSpan.FromMinutes(2));
        await using var watch = await hello.WatchAsync();
        var pods = await watch.UntilReadyAsync(3, patience.Token);
        var containers = await Docker.ContainersAsync(pods);

        await hello.Cluster.KillAsync("node-agent");
        (await Docker.ContainersAsync(pods)).ShouldBe(containers, ignoreOrder: true);
        await hello.Cluster.UpAsync("--no-hello");

        (await Docker.ContainersAsync(pods)).ShouldBe(containers, ignoreOrder: true);
        await Docker.KillAsync(containers.Values.First());
        await watch.UntilAsync(
            now => now.Count == 3 && now.Sum(pod => pod.Status!.ContainerStatuses[0].RestartCount) == 1 && now.All(PodWatch.IsReady),
            "the new agent to restart the one container that was killed",
            patience.Token);
        watch.MostAlive.ShouldBe(3);
    }
}
