using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Planning.Nodes;
using Krewe.Planning.Scheduling;
using Krewe.Planning.Scheduling.Board;
using Krewe.Planning.Tests.Samples;

namespace Krewe.Planning.Tests.Scheduling;

public class SchedulingPlannerTests
{
    private static SchedulingBoard BoardOf(params Node[] nodes)
    {
        var board = new SchedulingBoard();
        foreach (var node in nodes)
            board.SetNode(node);
        return board;
    }

    private static Pod Waiting(string name = "web", params string[] labels) => Some.Pod(name, node: null, labels: labels);

    private static string? Refusal(SchedulingBoard board, Pod pod) =>
        SchedulingPlanner.Plan(board, [pod], Some.At()).Refusals.SingleOrDefault()?.Message;

    private static string Placed(SchedulingBoard board, Pod pod, ulong seed = 1) =>
        SchedulingPlanner.Plan(board, [pod], Some.At(seed: seed)).Bindings.ShouldHaveSingleItem().NodeName;

    private static Node Tainted(Node node, string key, string? value, TaintEffect effect) =>
        node with { Spec = node.Spec with { Taints = [new Taint { Key = key, Value = value, Effect = effect }] } };

    [Fact]
    public void A_refusal_counts_the_nodes_by_reason_in_kubernetes_words()
    {
        var board = BoardOf(
            Some.Node("n1", cpu: "1"),
            Tainted(Some.Node("n2"), "key", "value", TaintEffect.NoSchedule),
            Tainted(Some.Node("n3"), "key", "value", TaintEffect.NoExecute));
        var plan = SchedulingPlanner.Plan(board, [Waiting().Asking("2", "1Gi")], Some.At());
        var refusal = plan.Refusals.ShouldHaveSingleItem();
        refusal.Message.ShouldBe("0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint {key: value}.");
        refusal.Event.Reason.ShouldBe("FailedScheduling");
        var condition = refusal.Condition.ShouldNotBeNull();
        (condition.Type, condition.Status, condition.Reason).ShouldBe((PodConditionType.PodScheduled, ConditionStatus.False, "Unschedulable"));
    }

    [Fact]
    public void Every_filter_says_why()
    {
        Refusal(BoardOf(), Waiting()).ShouldBe("no nodes available to schedule pods");
        Refusal(BoardOf(Some.Node() with { Spec = new NodeSpec { Unschedulable = true } }), Waiting())
            .ShouldBe("0/1 nodes are available: 1 node(s) were unschedulable.");
        Refusal(BoardOf(Some.Node()), Waiting() with { Spec = Waiting().Spec with { NodeName = null, NodeSelector = Some.Labels("disk=ssd") } })
            .ShouldBe("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.");
        Refusal(BoardOf(Some.Node(cpu: "1", memory: "1Gi")), Waiting().Asking("2", "2Gi"))
            .ShouldBe("0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory.");
        Refusal(BoardOf(Some.Node(pods: 0)), Waiting()).ShouldBe("0/1 nodes are available: 1 Too many pods.");
        Refusal(BoardOf(Tainted(Some.Node(), NodeTaints.Unreachable, null, TaintEffect.NoSchedule)), Waiting())
            .ShouldBe("0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }.");
    }

    [Fact]
    public void A_host_port_is_given_once_for_each_machine()
    {
        Pod WithPort(string name) => Waiting(name) with
        {
            Spec = new PodSpec { Containers = [new Container { Name = "web", Ports = [new ContainerPort { HostPort = 80, Port = 80 }] }] },
        };
        var board = BoardOf(Some.Node());
        Placed(board, WithPort("a")).ShouldBe("n1");
        Refusal(board, WithPort("b")).ShouldBe("0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.");
        board.Forget(new ObjectKey("default", "a"));
        Placed(board, WithPort("b")).ShouldBe("n1");
    }

    [Theory]
    [InlineData("In", "a", true)]
    [InlineData("NotIn", "a", false)]
    [InlineData("Exists", null, true)]
    [InlineData("DoesNotExist", null, false)]
    public void Required_node_affinity_is_kept(string @operator, string? value, bool admitted)
    {
        var pod = WithAffinity(new NodeSelectorRequirement
        {
            Key = "zone", Operator = NodeSelectorOperator.From(@operator), Values = value is null ? [] : [value],
        });
        (Refusal(BoardOf(Some.Node(labels: "zone=a")), pod) is null).ShouldBe(admitted);
    }

    [Fact]
    public void Node_affinity_compares_numbers()
    {
        var more = WithAffinity(new NodeSelectorRequirement { Key = "size", Operator = NodeSelectorOperator.Gt, Values = ["9"] });
        Placed(BoardOf(Some.Node("small", labels: "size=9"), Some.Node("big", labels: "size=10")), more).ShouldBe("big");
    }

    [Fact]
    public void The_queue_is_by_priority_and_then_by_age()
    {
        Pod Ranked(string name, int priority, int age) => Waiting(name).Asking("1", "0") is var pod ? pod with
        {
            Spec = pod.Spec with { Priority = priority },
            Metadata = pod.Metadata with { CreationTimestamp = Some.Now.AddMinutes(-age) },
        } : pod;
        var plan = SchedulingPlanner.Plan(BoardOf(Some.Node(cpu: "2")), [Ranked("young", 0, 1), Ranked("old", 0, 9), Ranked("urgent", 10, 0)], Some.At());
        plan.Bindings.Select(binding => binding.Pod.Metadata.Name).ShouldBe(["urgent", "old"]);
        plan.Refusals.ShouldHaveSingleItem().Pod.Metadata.Name.ShouldBe("young");
    }

    [Fact]
    public void The_pods_of_a_controller_are_spread_over_the_nodes()
    {
        var set = Some.ReplicaSet();
        var board = BoardOf([.. Enumerable.Range(0, 10).Select(i => Some.Node($"n{i}"))]);
        var plan = SchedulingPlanner.Plan(board, [.. Enumerable.Range(0, 30).Select(i => Some.Pod($"web-{i}", set, node: null))], Some.At());
        plan.Bindings.CountBy(binding => binding.NodeName).ShouldAllBe(count => count.Value == 3);
        plan.Bindings[0].Event.Message.ShouldBe($"Successfully assigned default/{plan.Bindings[0].Pod.Metadata.Name} to {plan.Bindings[0].NodeName}");
    }

    [Fact]
    public void Ties_are_broken_by_the_seed_alone()
    {
        Node[] nodes = [.. Enumerable.Range(0, 10).Select(i => Some.Node($"n{i}"))];
        var chosen = Enumerable.Range(0, 50).Select(seed => Placed(BoardOf(nodes), Waiting(), (ulong)seed)).ToList();
        chosen.ShouldBe(Enumerable.Range(0, 50).Select(seed => Placed(BoardOf([.. nodes.Reverse()]), Waiting(), (ulong)seed)));
        chosen.Distinct().Count().ShouldBeGreaterThan(4);
    }

    [Fact]
    public void Spread_constraints_hold_and_say_so()
    {
        Pod Spread(string name) => Waiting(name, "app=web") is var pod ? pod with
        {
            Spec = pod.Spec with
            {
                TopologySpreadConstraints =
                [
                    new TopologySpreadConstraint
                    {
                        MaxSkew = 1, TopologyKey = "zone", WhenUnsatisfiable = UnsatisfiableConstraintAction.DoNotSchedule, LabelSelector = Some.Selecting("app=web"),
                    },
                ],
            },
        } : pod;
        var board = BoardOf(Some.Node("a1", labels: "zone=a"), Some.Node("a2", labels: "zone=a"), Some.Node("b1", cpu: "1", pods: 2, labels: "zone=b"), Some.Node("none"));
        var plan = SchedulingPlanner.Plan(board, [.. Enumerable.Range(0, 6).Select(i => Spread($"p{i}"))], Some.At());
        plan.Bindings.Count(binding => binding.NodeName == "b1").ShouldBe(2);
        plan.Bindings.Count(binding => binding.NodeName is "a1" or "a2").ShouldBe(3);
        plan.Refusals.ShouldHaveSingleItem().Message.ShouldBe("0/4 nodes are available: 1 Too many pods, "
            + "1 node(s) didn't match pod topology spread constraints (missing required label), 2 node(s) didn't match pod topology spread constraints.");
    }

    [Fact]
    public void Pods_keep_near_and_away_from_each_other_as_they_ask()
    {
        PodAffinityTerm Term(string app) => new() { TopologyKey = "kubernetes.io/hostname", LabelSelector = Some.Selecting($"app={app}") };
        Pod With(string name, string app, Affinity affinity) => Waiting(name, $"app={app}") is var pod ? pod with { Spec = pod.Spec with { Affinity = affinity } } : pod;
        Pod Loner(string name) => With(name, "loner", new Affinity { PodAntiAffinity = new PodAntiAffinity { RequiredDuringSchedulingIgnoredDuringExecution = [Term("loner"), Term("web")] } });
        Pod Friend(string name) => With(name, "friend", new Affinity { PodAffinity = new PodAffinity { RequiredDuringSchedulingIgnoredDuringExecution = [Term("loner")] } });

        var board = BoardOf(Some.Node("n1"), Some.Node("n2"));
        Refusal(board, Friend("early")).ShouldBe("0/2 nodes are available: 2 node(s) didn't match pod affinity rules.");
        var home = Placed(board, Loner("first"));
        Placed(board, Friend("friend")).ShouldBe(home);
        Placed(board, Waiting("web", "app=web")).ShouldNotBe(home);
        Refusal(board, Loner("second")).ShouldBe("0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules.");
        board.RemoveNode(home == "n1" ? "n2" : "n1");
        Refusal(board, Waiting("web2", "app=web")).ShouldBe("0/1 nodes are available: 1 node(s) didn't satisfy existing pods anti-affinity rules.");
    }

    [Fact]
    public void Like_pods_of_a_controller_are_refused_alike_and_others_are_looked_at_for_themselves()
    {
        var set = Some.ReplicaSet();
        Pod Big(string name) => Some.Pod(name, set, node: null).Asking("3");
        var plan = SchedulingPlanner.Plan(BoardOf(Some.Node(cpu: "4")), [Big("a"), Big("b"), Big("c"), Some.Pod("d", set, node: null).Asking("1")], Some.At());
        plan.Bindings.Select(binding => binding.Pod.Metadata.Name).ShouldBe(["a", "d"]);
        plan.Refusals.Select(refusal => (refusal.Pod.Metadata.Name, refusal.Message)).ShouldBe(
            [("b", "0/1 nodes are available: 1 Insufficient cpu."), ("c", "0/1 nodes are available: 1 Insufficient cpu.")]);
        PodProfile.Of(Big("b")).IsMonotone.ShouldBeTrue();
        PodProfile.Of(Big("b")).Likeness().ShouldBe(PodProfile.Of(Big("c")).Likeness());
        PodProfile.Of(Big("b")).Likeness().ShouldNotBe(PodProfile.Of(Big("b") with { Spec = Big("b").Spec with { NodeSelector = Some.Labels("a=b") } }).Likeness());
    }

    [Fact]
    public void Gated_bound_and_foreign_pods_are_passed_over()
    {
        var gated = Waiting("gated") with { Spec = new PodSpec { SchedulingGates = [new PodSchedulingGate { Name = "later" }] } };
        var foreign = Waiting("foreign") with { Spec = new PodSpec { SchedulerName = "mine" } };
        var plan = SchedulingPlanner.Plan(BoardOf(Some.Node()), [gated, foreign, Some.Pod("bound"), Waiting("ending").Ending()], Some.At());
        (plan.Bindings.Count, plan.Refusals.Count).ShouldBe((0, 0));
    }

    [Fact]
    public void Openings_rise_when_room_comes_free_and_only_then()
    {
        var board = BoardOf(Some.Node(cpu: "1"));
        SchedulingPlanner.Plan(board, [Waiting("a").Asking("1")], Some.At());
        var before = board.Openings;
        Refusal(board, Waiting("b").Asking("1")).ShouldNotBeNull();
        board.SetPod(Some.Pod("a", node: "n1").Asking("1"));
        board.SetNode(Some.Node(cpu: "1"));
        board.Openings.ShouldBe(before);
        board.RemovePod(new ObjectKey("default", "a"));
        board.Openings.ShouldBeGreaterThan(before);
        Refusal(board, Waiting("b").Asking("1")).ShouldBeNull();
    }

    private static Pod WithAffinity(NodeSelectorRequirement requirement) => Waiting() is var pod ? pod with
    {
        Spec = pod.Spec with
        {
            Affinity = new Affinity
            {
                NodeAffinity = new NodeAffinity
                {
                    RequiredDuringSchedulingIgnoredDuringExecution = new NodeSelector { NodeSelectorTerms = [new NodeSelectorTerm { MatchExpressions = [requirement] }] },
                },
            },
        },
    } : pod;
}
