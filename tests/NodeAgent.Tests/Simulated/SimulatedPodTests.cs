using Krewe.Model.Core;
using Krewe.NodeAgent.Runtimes.Simulated;
using Krewe.NodeAgent.Tests.Support;
using static Krewe.NodeAgent.Tests.Support.Assignments;

namespace Krewe.NodeAgent.Tests.Simulated;

/// <summary>The real workers under virtual time, on virtual containers.</summary>
public sealed class SimulatedPodTests
{
    private static readonly SimulationSettings Faulty = new() { FailureShare = 0.2, CrashShare = 0.5 };

    [Fact]
    public void A_seed_tells_the_whole_story()
    {
        var first = History(seed: 7);
        first.ShouldNotBeEmpty();
        History(seed: 7).ShouldBe(first);
        History(seed: 8).ShouldNotBe(first);
    }

    [Fact]
    public void A_crashing_container_is_restarted_with_the_back_off_of_kubelet()
    {
        var started = new List<DateTimeOffset>();
        VirtualWorld.Run(async world =>
        {
            await using var bench = await Bench(world, 1, new SimulationSettings());
            await bench.Run(Pod("loop", new Container
            {
                Name = "main",
                Image = "app:1",
                Env = [new EnvVar { Name = "SIMULATE_EXIT_AFTER", Value = "1" }, new EnvVar { Name = "SIMULATE_EXIT_CODE", Value = "3" }],
            }));
            await world.Pass(TimeSpan.FromMinutes(30));
            started.AddRange(bench.Reporter.Events.Where(e => e.Reason == "Started").Select(e => e.Time));
        });
        // Each wait is from the end of an instance, which runs for 1 s, to the next start, which takes up to 0.2 s.
        var waits = started.Zip(started.Skip(1), (from, to) => (to - from).TotalSeconds - 1).ToList();
        double[] expected = [0, 10, 20, 40, 80, 160, 300, 300, 300];
        waits.Count.ShouldBeGreaterThanOrEqualTo(expected.Length);
        for (var i = 0; i < expected.Length; i++)
            waits[i].ShouldBeInRange(expected[i], expected[i] + 0.2);
    }

    [Fact]
    public void Whatever_fails_pods_come_to_run_and_no_container_runs_twice()
    {
        for (var seed = 0; seed < 20; seed++)
            VirtualWorld.Run(async world =>
            {
                await using var bench = await Bench(world, seed, Faulty with { CrashShare = 0 });
                var pods = Enumerable.Range(0, 20).Select(i => Pod($"pod-{i}", Plain(), Plain() with { Name = "other" })).ToArray();
                await bench.Run(pods);
                await world.Pass(TimeSpan.FromMinutes(30));
                foreach (var pod in pods)
                {
                    bench.Reporter.Latest(pod.Uid())!.Status.Phase.ShouldBe(PodPhase.Running, $"seed {seed}");
                    bench.Reporter.Latest(pod.Uid())!.Status.ContainerStatuses.ShouldAllBe(c => c.RestartCount == 0);
                }
                await bench.Roster.Apply([.. pods.Select(pod => pod.Deleted())], CancellationToken.None);
                await world.Pass(TimeSpan.FromMinutes(30));
                pods.ShouldAllBe(pod => bench.Reporter.Latest(pod.Uid())!.Gone);
            });
    }

    [Fact]
    public void A_pod_waits_until_its_predecessor_of_the_same_name_has_ended()
    {
        VirtualWorld.Run(async world =>
        {
            await using var bench = await Bench(world, 3, new SimulationSettings { StopTime = (TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20)) });
            var (old, successor) = (Pod("db-0", Plain()), Pod("db-0", Plain()));
            await bench.Roster.Apply([old], CancellationToken.None);
            await world.Pass(TimeSpan.FromSeconds(10));
            bench.Reporter.Latest(old.Uid())!.Status.Phase.ShouldBe(PodPhase.Running);
            await bench.Roster.Apply([successor], CancellationToken.None);
            await world.Pass(TimeSpan.FromSeconds(15));
            bench.Reporter.Latest(successor.Uid()).ShouldBeNull("the first pod still runs");
            await world.Pass(TimeSpan.FromSeconds(15));
            bench.Reporter.Latest(successor.Uid())!.Status.Phase.ShouldBe(PodPhase.Running);
        });
    }

    private static Container Plain() => new() { Name = "main", Image = "app:1" };

    private static Task<PodBench> Bench(VirtualWorld world, int seed, SimulationSettings settings) =>
        new PodBench(new SimulatedRuntime("sim", seed, settings, world.Time), "/nowhere", world.Time).Start();

    /// <summary>Everything that twenty pods told in an hour of faults, with its time.</summary>
    private static List<string> History(int seed)
    {
        var history = new List<string>();
        VirtualWorld.Run(async world =>
        {
            await using var bench = await Bench(world, seed, Faulty);
            await bench.Run([.. Enumerable.Range(0, 20).Select(i => Assignments.Pod($"pod-{i}", new PodSpec { Containers = [Plain()] }, $"uid-{i}"))]);
            await world.Pass(TimeSpan.FromHours(1));
            history.AddRange(bench.Reporter.Events.Select(e => $"{e.Time:O} {e.Pod!.Name} {e.Reason} {e.Message}"));
            history.AddRange(bench.Reporter.History.Select(o => $"{o.Name} {o.Status.Phase} {o.Status.ContainerStatuses[0].RestartCount} {o.Status.ContainerStatuses[0].ContainerID}"));
        });
        return history;
    }
}
