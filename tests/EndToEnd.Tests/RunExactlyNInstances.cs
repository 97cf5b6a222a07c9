using Krewe.EndToEnd.Tests.Cluster;

namespace Krewe.EndToEnd.Tests;

/// <summary>
/// Run exactly N instances of a service, detect that one failed, replace it: on real containers, counted from a watch that sees
/// every moment.
/// </summary>
public sealed class RunExactlyNInstances(HelloCluster hello) : IClassFixture<HelloCluster>
{
    [Fact]
    public async Task A_killed_container_is_restarted_in_its_pod()
    {
        using var patience = Patience.Of(TimeSpan.FromSeconds(60));
        await using var watch = await hello.WatchAsync();
        var before = await watch.UntilReadyAsync(3, patience.Token);
        var victim = before[0];
        var id = (await Docker.ContainersAsync(before))[victim.Metadata.Name!];

        await Docker.KillAsync(id);

        var after = await watch.UntilAsync(
            pods => pods.Any(pod => pod.Metadata.Uid == victim.Metadata.Uid && pod.Status!.ContainerStatuses[0].RestartCount == 1 && PodWatch.IsReady(pod)),
            "the pod to be ready again with one restart",
            patience.Token);
        var restarted = after.Single(pod => pod.Metadata.Uid == victim.Metadata.Uid).Status!.ContainerStatuses[0];
        restarted.ContainerID.ShouldNotBe("docker://" + id);
        restarted.LastState!.Terminated!.ExitCode.ShouldBe(137);
        after.Count.ShouldBe(3);
        watch.MostAlive.ShouldBe(3);
    }

    [Fact]
    public async Task A_deleted_pod_is_replaced()
    {
        using var patience = Patience.Of(TimeSpan.FromSeconds(60));
        await using var watch = await hello.WatchAsync();
        var before = await watch.UntilReadyAsync(3, patience.Token);

        await hello.Cluster.Kubectl().MustAsync($"delete pod {before[0].Metadata.Name}", patience.Token);

        var after = await watch.UntilReadyAsync(3, patience.Token);
        after.Select(pod => pod.Metadata.Uid).ShouldNotContain(before[0].Metadata.Uid);
        watch.MostAlive.ShouldBe(3);
    }

    [Fact]
    public async Task A_rollout_never_has_more_than_the_replicas_and_the_surge()
    {
        using var patience = Patience.Of(TimeSpan.FromSeconds(120));
        var kubectl = hello.Cluster.Kubectl();
        await using var watch = await hello.WatchAsync();
        var before = await watch.UntilReadyAsync(3, patience.Token);

        await kubectl.MustAsync("set env deployment/hello ROUND=2", patience.Token);
        await kubectl.MustAsync("rollout status deployment/hello --timeout=300s", patience.Token);

        var after = await watch.UntilReadyAsync(3, patience.Token);
        after.Select(pod => pod.Metadata.Uid).Intersect(before.Select(pod => pod.Metadata.Uid)).ShouldBeEmpty();
        // 25 % of three replicas, rounded up, is one.
        watch.MostAlive.ShouldBe(4);
    }
}
