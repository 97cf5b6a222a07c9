using System.Text.RegularExpressions;
using Krewe.EndToEnd.Tests.Cluster;

namespace Krewe.EndToEnd.Tests;

/// <summary>Keep every app running while the whole control plane is down.</summary>
public sealed class KeepRunningWithoutTheControlPlane(HelloCluster hello) : IClassFixture<HelloCluster>
{
    [Fact]
    public async Task What_crashes_is_restarted_logs_are_answered_locally_and_all_of_it_is_known_afterwards()
    {
        using var patience = Patience.Of(TimeSpan.FromMinutes(3));
        await using var watch = await hello.WatchAsync();
        var pods = await watch.UntilReadyAsync(3, patience.Token);
        var before = await Docker.ContainersAsync(pods);

        await hello.Cluster.KillAsync("silo-host");
        var (victim, killed) = before.First();
        await Docker.KillAsync(killed);
        await NodeAsync("pods", $@"{victim} +web +Running +1 ", patience.Token);
        (await Docker.ContainersAsync(pods)).ShouldBe(before.Where(container => container.Key != victim), ignoreOrder: true, "no other was touched");
        await NodeAsync($"logs {victim}", "serving on", patience.Token);
        await NodeAsync($"logs {victim} --previous", "serving on", patience.Token);

        await hello.Cluster.UpAsync("--no-hello");
        var after = await watch.UntilAsync(
            now => now.Count == 3 && now.All(PodWatch.IsReady) && now.Sum(pod => pod.Status!.ContainerStatuses[0].RestartCount) == 1,
            "the restart that nobody could be told of", patience.Token);
        after.Select(pod => pod.Metadata.Uid).ShouldBe(pods.Select(pod => pod.Metadata.Uid), ignoreOrder: true);
        after.Single(pod => pod.Status!.ContainerStatuses[0].RestartCount == 1).Metadata.Name.ShouldBe(victim);
        (await Docker.ContainersAsync(after)).Where(container => container.Key != victim)
            .ShouldBe(before.Where(container => container.Key != victim), ignoreOrder: true);
    }

    /// <summary>Asks the machine itself, again until the answer matches.</summary>
    private async Task NodeAsync(string command, string pattern, CancellationToken cancellationToken)
    {
        string[] words = ["agent", .. command.Split(' '), "--data", Path.Combine(hello.Cluster.Home, "agent")];
        while (!Regex.IsMatch(await CommandLine.MustAsync(Path.Combine(hello.Cluster.Root, "krewe"), words, cancellationToken: cancellationToken), pattern))
            cancellationToken.ThrowIfCancellationRequested();
    }
}
