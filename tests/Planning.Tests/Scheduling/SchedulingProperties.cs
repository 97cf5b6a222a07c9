using FsCheck;
using FsCheck.Fluent;
using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Planning.Scheduling;
using Krewe.Planning.Scheduling.Board;
using Krewe.Planning.Tests.Samples;

namespace Krewe.Planning.Tests.Scheduling;

public class SchedulingProperties
{
    private sealed record Cluster(Node[] Nodes, Pod[] Pods, int Seed);

    private static Arbitrary<Cluster> Clusters() => (
        from nodes in Gen.Choose(0, 1_000_000).ArrayOf(6)
        from pods in Gen.Choose(0, 1_000_000).ArrayOf(25)
        from seed in Gen.Choose(0, 1_000_000)
        select new Cluster([.. nodes.Select(MakeNode)], [.. pods.Select(MakePod)], seed)).ToArbitrary();

    private static Node MakeNode(int lot, int i)
    {
        var node = Some.Node($"n{i}", cpu: $"{lot % 4 + 1}", memory: $"{lot / 4 % 4 + 1}Gi", pods: lot / 16 % 10 + 1, labels: lot % 2 == 0 ? "disk=ssd" : "disk=hdd");
        return node with
        {
            Spec = new NodeSpec
            {
                Unschedulable = lot % 13 == 0,
                Taints = lot % 5 == 0 ? [new Taint { Key = "only", Value = "few", Effect = TaintEffect.NoSchedule }] : [],
            },
        };
    }

    private static Pod MakePod(int lot, int i)
    {
        var pod = Some.Pod($"p{i}", lot % 3 == 0 ? Some.ReplicaSet() : null, node: null).Asking($"{lot % 5 * 300}m", $"{lot / 5 % 5 * 300}Mi");
        return pod with
        {
            Spec = pod.Spec with
            {
                Priority = lot % 3,
                NodeSelector = lot % 4 == 0 ? Some.Labels("disk=ssd") : pod.Spec.NodeSelector,
                Tolerations = lot % 2 == 0 ? [new Toleration { Key = "only", Operator = TolerationOperator.Exists }] : [],
            },
        };
    }

    private static SchedulingBoard Board(Cluster cluster)
    {
        var board = new SchedulingBoard();
        foreach (var node in cluster.Nodes)
            board.SetNode(node);
        return board;
    }

    [Fact]
    public void No_pod_is_placed_on_a_node_that_is_unfit_and_none_is_refused_that_would_fit() => Prop.ForAll(Clusters(), cluster =>
    {
        var plan = SchedulingPlanner.Plan(Board(cluster), cluster.Pods, Some.At(seed: (ulong)cluster.Seed));
        var placed = plan.Bindings.ToLookup(binding => binding.NodeName, binding => binding.Pod);
        foreach (var node in cluster.Nodes)
        {
            var pods = placed[node.Metadata.Name!].ToList();
            Fits(node, pods).ShouldBeTrue();
            pods.ShouldAllBe(pod => Welcomes(node, pod));
            plan.Refusals.ShouldAllBe(refusal => !Welcomes(node, refusal.Pod) || !Fits(node, pods.Append(refusal.Pod)));
        }
        return plan.Bindings.Count + plan.Refusals.Count == cluster.Pods.Length;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_refusals_add_up_to_the_number_of_nodes() => Prop.ForAll(Clusters(), cluster =>
    {
        var board = Board(cluster);
        SchedulingPlanner.Plan(board, cluster.Pods, Some.At());
        var giant = Some.Pod("giant", node: null).Asking("1000", "1Gi");
        var tally = new RefusalTally();
        new NodeChoice(board, 1).For(PodProfile.Of(giant), tally).ShouldBeNull();
        return tally.Nodes == cluster.Nodes.Length;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_board_that_was_kept_up_to_date_decides_like_one_made_anew() => Prop.ForAll(Clusters(), cluster =>
    {
        var random = new Random(cluster.Seed);
        var kept = Board(cluster);
        var bound = new Dictionary<string, Pod>();
        foreach (var pod in cluster.Pods.Take(18))
        {
            var plan = SchedulingPlanner.Plan(kept, [pod], Some.At(seed: (ulong)random.Next()));
            foreach (var binding in plan.Bindings)
            {
                var now = binding.Pod with { Spec = binding.Pod.Spec with { NodeName = binding.NodeName } };
                if (random.Next(4) == 0)
                {
                    kept.Forget(new ObjectKey("default", now.Metadata.Name!));
                    continue;
                }
                kept.SetPod(now);
                bound[now.Metadata.Name!] = now;
            }
            if (bound.Count > 0 && random.Next(3) == 0)
            {
                var gone = bound.Keys.ElementAt(random.Next(bound.Count));
                bound.Remove(gone);
                kept.RemovePod(new ObjectKey("default", gone));
            }
        }
        var fresh = Board(cluster);
        foreach (var pod in bound.Values)
            fresh.SetPod(pod);
        var rest = cluster.Pods.Skip(18).ToList();
        var left = SchedulingPlanner.Plan(kept, rest, Some.At());
        var right = SchedulingPlanner.Plan(fresh, rest, Some.At());
        left.Bindings.Select(binding => (binding.Pod.Metadata.Name, binding.NodeName)).ShouldBe(right.Bindings.Select(binding => (binding.Pod.Metadata.Name, binding.NodeName)));
        return left.Refusals.Select(refusal => refusal.Message).SequenceEqual(right.Refusals.Select(refusal => refusal.Message));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Large_clusters_are_sampled_and_still_every_pod_that_fits_is_placed()
    {
        var board = new SchedulingBoard();
        for (var i = 0; i < 1000; i++)
            board.SetNode(Some.Node($"n{i}", pods: 1));
        Pod[] pods = [.. Enumerable.Range(0, 1001).Select(i => Some.Pod($"p{i}", Some.ReplicaSet(), node: null))];
        var plan = SchedulingPlanner.Plan(board, pods, Some.At());
        plan.Bindings.Select(binding => binding.NodeName).Distinct().Count().ShouldBe(1000);
        plan.Refusals.ShouldHaveSingleItem().Message.ShouldBe("0/1000 nodes are available: 1000 Too many pods.");
        NodeChoice.Enough(5000).ShouldBe(500);
    }

    // The rules again, in the plainest form.
    private static bool Welcomes(Node node, Pod pod) =>
        node.Spec.Unschedulable != true
        && (node.Spec.Taints.Count == 0 || pod.Spec.Tolerations.Count > 0)
        && pod.Spec.NodeSelector.All(wanted => node.Metadata.Labels.GetValueOrDefault(wanted.Key) == wanted.Value);

    private static bool Fits(Node node, IEnumerable<Pod> pods)
    {
        var all = pods.ToList();
        return all.Count <= node.Status.Allocatable["pods"].Value
            && all.Sum(pod => pod.Spec.Containers[0].Resources.Requests["cpu"].MilliValue) <= node.Status.Allocatable["cpu"].MilliValue
            && all.Sum(pod => pod.Spec.Containers[0].Resources.Requests["memory"].Value) <= node.Status.Allocatable["memory"].Value;
    }
}
