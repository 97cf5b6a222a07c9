using Krewe.Model.Core;
using Krewe.Planning.Nodes;
using Krewe.Planning.Pods;
using Krewe.Planning.Tests.Samples;

namespace Krewe.Planning.Tests.Nodes;

public class EvictionPlannerTests
{
    private static readonly NodeHealthPolicy Policy = new();

    private static Node Lost() => NodeHealthPlanner.Plan(
        new ObservedNode { Node = Some.Node(), LastHeard = Some.Now.AddMinutes(-1), ListeningSince = Some.Now.AddHours(-1) }, Policy, Some.Now).Self!;

    private static Pod Tolerating(string name, long? seconds) => Some.Pod(name) is var pod ? pod with
    {
        Spec = pod.Spec with
        {
            Tolerations = [new Toleration { Key = NodeTaints.Unreachable, Operator = TolerationOperator.Exists, Effect = TaintEffect.NoExecute, TolerationSeconds = seconds }],
        },
    } : pod;

    private static EvictionPlan Plan(Node node, double secondsLater, ClusterSilence silence, params Pod[] pods) =>
        EvictionPlanner.Plan(node, pods, silence, Policy, Some.Now.AddSeconds(secondsLater));

    [Fact]
    public void A_pod_goes_when_its_toleration_ends()
    {
        var pods = new[] { Some.Pod("impatient"), Tolerating("patient", 30), Tolerating("stoic", null) };
        var first = Plan(Lost(), 0, ClusterSilence.None, pods);
        var eviction = first.Delete.ShouldHaveSingleItem();
        eviction.Object.Metadata.Name.ShouldBe("impatient");
        eviction.Event.ShouldNotBeNull().Reason.ShouldBe("TaintManagerEviction");
        first.LookAgainAt.ShouldBe(Some.Now.AddSeconds(30));
        Plan(Lost(), 30, ClusterSilence.None, pods).Delete.Select(deletion => deletion.Object.Metadata.Name).ShouldBe(["impatient", "patient"]);
        Plan(Lost(), 1e6, ClusterSilence.None, Tolerating("stoic", null)).LookAgainAt.ShouldBeNull();
    }

    [Fact]
    public void A_toleration_beyond_the_end_of_the_calendar_lasts() =>
        Plan(Lost(), 1e6, ClusterSilence.None, Tolerating("patient", long.MaxValue)).Delete.ShouldBeEmpty();

    [Fact]
    public void A_toleration_of_a_taint_of_users_ends_though_they_did_not_say_when_they_added_it()
    {
        var taint = new Taint { Key = "mine", Effect = TaintEffect.NoExecute };
        var tainted = Some.Node() with { Spec = new NodeSpec { Taints = [taint] } };
        var pod = Some.Pod("patient");
        pod = pod with { Spec = pod.Spec with { Tolerations = [new Toleration { Key = "mine", Operator = TolerationOperator.Exists, TolerationSeconds = 30 }] } };

        var observed = new ObservedNode { Node = tainted, LastHeard = Some.Now, ListeningSince = Some.Now.AddHours(-1) };
        var noted = NodeHealthPlanner.Plan(observed, Policy, Some.Now).Self.ShouldNotBeNull();
        noted.Spec.Taints.ShouldBe([taint with { TimeAdded = Some.Now }]);
        NodeHealthPlanner.Plan(observed with { Node = noted }, Policy, Some.Now.AddSeconds(1)).Self.ShouldBeNull();
        Plan(noted, 29, ClusterSilence.None, pod).Delete.ShouldBeEmpty();
        Plan(noted, 30, ClusterSilence.None, pod).Delete.Count.ShouldBe(1);
    }

    [Fact]
    public void Pods_of_a_lost_node_are_not_ready_once()
    {
        var update = Plan(Lost(), 0, ClusterSilence.None, Tolerating("patient", 300)).NotReady.ShouldHaveSingleItem();
        update.Object.IsReady().ShouldBeFalse();
        Plan(Lost(), 1, ClusterSilence.None, update.Object).NotReady.ShouldBeEmpty();
    }

    [Fact]
    public void A_healthy_node_loses_nothing() => Plan(Some.Node(), 0, ClusterSilence.None, Some.Pod("web")).IsEmpty.ShouldBeTrue();

    [Fact]
    public void Nothing_is_evicted_while_the_control_plane_may_be_the_one_that_is_cut_off()
    {
        Plan(Lost(), 1000, new ClusterSilence(5, 5), Some.Pod("web")).Delete.ShouldBeEmpty();
        Plan(Lost(), 1000, new ClusterSilence(5, 3), Some.Pod("web")).Delete.ShouldBeEmpty();
        Plan(Lost(), 1000, new ClusterSilence(3, 1), Some.Pod("web")).Delete.Count.ShouldBe(1);
        Plan(Lost(), 1000, new ClusterSilence(1, 1), Some.Pod("web")).Delete.Count.ShouldBe(1);
    }

    [Fact]
    public void In_a_large_cluster_that_is_mostly_silent_nodes_lose_their_pods_one_after_the_other()
    {
        var silence = new ClusterSilence(100, 60, LastSuspiciousEviction: Some.Now.AddSeconds(-40));
        var held = Plan(Lost(), 0, silence, Some.Pod("web"));
        held.Delete.ShouldBeEmpty();
        held.LookAgainAt.ShouldBe(Some.Now.AddSeconds(60));
        Plan(Lost(), 60, silence, Some.Pod("web")).Delete.Count.ShouldBe(1);
    }

    [Fact]
    public void New_pods_tolerate_lost_nodes_for_five_minutes_unless_they_say_otherwise()
    {
        DefaultTolerations.AddTo(Some.Pod("web")).Spec.Tolerations.Select(toleration => (toleration.Key, toleration.TolerationSeconds))
            .ShouldBe([(NodeTaints.NotReady, 300L), (NodeTaints.Unreachable, 300L)]);
        DefaultTolerations.AddTo(Tolerating("web", 5)).Spec.Tolerations.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("key", "Equal", "value", null, true)]
    [InlineData("key", null, "value", "NoSchedule", true)]
    [InlineData("key", null, "other", null, false)]
    [InlineData("key", "Exists", null, "NoExecute", false)]
    [InlineData(null, "Exists", null, null, true)]
    [InlineData("other", "Exists", null, null, false)]
    public void Tolerations_match_taints_as_in_kubernetes(string? key, string? @operator, string? value, string? effect, bool tolerated) =>
        TolerationRule.Tolerates(new Toleration
        {
            Key = key,
            Operator = @operator is null ? null : TolerationOperator.From(@operator),
            Value = value,
            Effect = effect is null ? null : TaintEffect.From(effect),
        }, new Taint { Key = "key", Value = "value", Effect = TaintEffect.NoSchedule }).ShouldBe(tolerated);
}
