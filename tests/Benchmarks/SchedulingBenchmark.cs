using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;
using Krewe.Planning.Ownership;
using Krewe.Planning.Plans;
using Krewe.Planning.Scheduling;

namespace Krewe.Benchmarks;

/// <summary>How fast the scheduler decides: pods of one controller onto empty clusters of several sizes, without storage or messages. Time is the process's
/// own, so that other work on the machine does not count.</summary>
internal sealed class SchedulingBenchmark(TextWriter output, TimeProvider clock)
{
    private const int Rounds = 4;

    /// <summary>Runs everything, each figure the best of several rounds.</summary>
    public void Run()
    {
        foreach (var (nodes, pods) in new[] { (100, 5_000), (1_000, 3_000), (5_000, 3_000) })
        {
            Measure("plain", nodes, pods, new PodSpec());
            Measure("spread by zone", nodes, pods, new PodSpec
            {
                TopologySpreadConstraints =
                [
                    new TopologySpreadConstraint
                    {
                        MaxSkew = 1, TopologyKey = "zone", WhenUnsatisfiable = UnsatisfiableConstraintAction.DoNotSchedule,
                        LabelSelector = new LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = "web" } },
                    },
                ],
            });
        }
        Measure("refused", 5_000, 3_000, new PodSpec { NodeSelector = new Dictionary<string, string> { ["disk"] = "none" } });
    }

    private void Measure(string kind, int nodes, int pods, PodSpec spec)
    {
        var best = TimeSpan.MaxValue;
        var placed = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var board = new SchedulingBoard();
            for (var i = 0; i < nodes; i++)
                board.SetNode(Node(i));
            var waiting = Enumerable.Range(0, pods).Select(i => Pod(i, spec)).ToList();
            var start = Environment.CpuUsage.TotalTime;
            placed = SchedulingPlanner.Plan(board, waiting, new PlanContext(clock.GetUtcNow(), (ulong)round)).Bindings.Count;
            best = Environment.CpuUsage.TotalTime - start is var taken && taken < best ? taken : best;
        }
        output.WriteLine($"scheduling, {kind,-14} {nodes,5:N0} nodes: {pods / best.TotalSeconds,9:N0} pods per CPU second ({placed:N0} of {pods:N0} placed)");
    }

    private static Node Node(int i) => new()
    {
        Metadata = new ObjectMeta { Name = $"node-{i}", Labels = new Dictionary<string, string> { ["kubernetes.io/hostname"] = $"node-{i}", ["zone"] = $"z{i % 3}" } },
        Status = new NodeStatus
        {
            Allocatable = new Dictionary<string, Quantity>
            {
                ["cpu"] = Quantity.Of(32), ["memory"] = Quantity.Parse("128Gi"), ["pods"] = Quantity.Of(110), ["ephemeral-storage"] = Quantity.Parse("100Gi"),
            },
        },
    };

    private static Pod Pod(int i, PodSpec spec) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = $"web-{i}", Namespace = "default", Uid = $"uid-{i}",
            Labels = new Dictionary<string, string> { ["app"] = "web" },
            OwnerReferences = [ControllerReference.To(new ReplicaSet { Metadata = new ObjectMeta { Name = "web", Uid = "uid-web" } })],
        },
        Spec = spec with
        {
            Containers =
            [
                new Container
                {
                    Name = "web",
                    Resources = new ResourceRequirements
                    {
                        Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.OfMilli(100), ["memory"] = Quantity.Parse("128Mi") },
                    },
                },
            ],
        },
    };
}
