using System.Globalization;
using Krewe.EndToEnd.Tests.Cluster;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Meta;
using Xunit.Abstractions;

namespace Krewe.EndToEnd.Tests;

/// <summary>
/// The control plane survives the loss of any of its machines: the active silo dies, is paused and goes on, and the database is away for a while,
/// all under load. <c>KREWE_LOSSES=20,10,5</c> does each so often, and pauses for ten seconds.
/// </summary>
public sealed class SurviveTheLossOfASilo(ITestOutputHelper output)
{
    private const int PerSecond = 200;
    private static readonly int[] Losses = [.. (Environment.GetEnvironmentVariable("KREWE_LOSSES") ?? "3,2,1").Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
    private static readonly bool AtLength = Environment.GetEnvironmentVariable("KREWE_LOSSES") is not null;

    [Fact]
    public async Task Every_acknowledged_write_is_there_once_and_no_container_restarts()
    {
        using var patience = Patience.Of(AtLength ? TimeSpan.FromMinutes(25) : TimeSpan.FromMinutes(5));
        await using var cluster = await SharedCluster.StartAsync(3, patience.Token);
        await cluster.AskAsync(client => client.CreateAsync(Sleepers(), patience.Token), patience.Token);
        await using var pods = await PodWatch.StartAsync(cluster.Connect, "app=sleeper");
        var before = (await pods.UntilReadyAsync(3, patience.Token)).ToDictionary(pod => pod.Metadata.Uid!, ContainerId);

        var load = new SteadyLoad(cluster.Connect, writers: 8, PerSecond);
        await using var configs = await ConfigWatch.StartAsync(cluster.Connect);
        var writing = load.RunAsync(patience.Token);
        await load.UntilMoreAsync(PerSecond, patience.Token);

        await LoseAsync("kill -9 of the active silo", Losses[0], async () =>
        {
            var active = await cluster.ActiveAsync(patience.Token);
            await cluster.KillAsync(active);
            await load.UntilMoreAsync(PerSecond / 2, patience.Token);
            cluster.StartSilo(active);
            await cluster.UntilStandingByAsync(active, patience.Token);
        });
        await LoseAsync("pause of the active silo", Losses[1], async () =>
        {
            var active = await cluster.ActiveAsync(patience.Token);
            await cluster.SignalAsync(active, "STOP");
            // The others write meanwhile, for about as long as the pause lasts.
            await load.UntilMoreAsync(AtLength ? PerSecond * 8 : PerSecond, patience.Token);
            await cluster.SignalAsync(active, "CONT");
            await cluster.UntilStandingByAsync(active, patience.Token);
        });
        await LoseAsync("stop of PostgreSQL", Losses[2], async () =>
        {
            var active = await cluster.ActiveAsync(patience.Token);
            await cluster.Database.StopAsync();
            await cluster.UntilNotReadyAsync(active, patience.Token);
            await cluster.Database.StartAgainAsync();
            await load.UntilMoreAsync(PerSecond / 2, patience.Token);
            await cluster.UntilAllReadyAsync(patience.Token);
        });
        load.Stop();
        await writing;
        output.WriteLine($"{load.Acknowledged.Count} writes acknowledged, {load.Retries} asked again");

        for (var silo = 0; silo < 3; silo++)
        {
            var list = await cluster.AskAsync(client => client.ListAsync(ConfigMapKind.Instance, "default", "load=crash", patience.Token), patience.Token);
            var stored = list.Items.ToDictionary(item => item.Metadata.Name!, item => item.Metadata.Uid);
            load.Acknowledged.Where(written => !stored.TryGetValue(written.Key, out var uid) || (written.Value ?? uid) != uid).ShouldBeEmpty();
            stored.Keys.Except(load.Acknowledged.Keys).ShouldBeEmpty("nothing is there that nobody knows of");
            var seen = await configs.UntilAsync(names => stored.Keys.All(names.ContainsKey), patience.Token);
            seen.Values.ShouldAllBe(times => times == 1);
        }
        configs.Expired.ShouldBe(0);

        (await pods.UntilReadyAsync(3, patience.Token)).ToDictionary(pod => pod.Metadata.Uid!, ContainerId).ShouldBe(before, ignoreOrder: true);
        pods.Pods.ShouldAllBe(pod => pod.Status!.ContainerStatuses[0].RestartCount == 0);
        pods.MostAlive.ShouldBe(3);

        foreach (var process in cluster.Processes)
        {
            process.Printed.ShouldNotContain(cluster.Database.Password);
            (await File.ReadAllTextAsync($"/proc/{process.Id}/cmdline", patience.Token)).ShouldNotContain(cluster.Database.Password);
        }

        async Task LoseAsync(string what, int times, Func<Task> lose)
        {
            var pauses = new List<double>();
            for (var time = 0; time < times; time++)
            {
                load.TakeLongestPause();
                await lose();
                pauses.Add(load.TakeLongestPause().TotalSeconds);
            }
            var sorted = pauses.Order().ToList();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{what}, {times} times: pauses {sorted[0]:0.00} to {sorted[^1]:0.00} s, median {sorted[sorted.Count / 2]:0.00} s ({string.Join(", ", pauses.Select(pause => pause.ToString("0.00", CultureInfo.InvariantCulture)))})"));
        }
    }

    private static string ContainerId(Pod pod) => pod.Status!.ContainerStatuses[0].ContainerID!;

    private static ReplicaSet Sleepers()
    {
        var labels = new Dictionary<string, string> { ["app"] = "sleeper" };
        return new ReplicaSet
        {
            Metadata = new ObjectMeta { Name = "sleeper", Namespace = "default" },
            Spec = new ReplicaSetSpec
            {
                Replicas = 3,
                Selector = new LabelSelector { MatchLabels = labels },
                Template = new PodTemplateSpec
                {
                    Metadata = new ObjectMeta { Labels = labels },
                    Spec = new PodSpec { TerminationGracePeriodSeconds = 0, Containers = [new Container { Name = "c", Image = "none", Command = ["sleep", "1000000"] }] },
                },
            },
        };
    }
}
