using Krewe.Model.Coordination;
using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Planning.Nodes;
using Krewe.Planning.Tests.Samples;

namespace Krewe.Planning.Tests.Nodes;

public class NodeHealthPlannerTests
{
    private static readonly NodeHealthPolicy Policy = new();

    private static ObservedNode Heard(Node node, double secondsAgo) => new()
    {
        Node = node, LastHeard = Some.Now.AddSeconds(-secondsAgo), ListeningSince = Some.Now.AddHours(-1),
    };

    private static NodeHealthPlan Plan(ObservedNode observed, DateTimeOffset? now = null) => NodeHealthPlanner.Plan(observed, Policy, now ?? Some.Now);

    private static NodeCondition Ready(Node node) => node.Status.Conditions.Single(condition => condition.Type == NodeConditionType.Ready);

    [Fact]
    public void Heartbeats_that_say_nothing_new_are_not_written()
    {
        var plan = Plan(Heard(Some.Node(), 1));
        plan.Self.ShouldBeNull();
        plan.IsReady.ShouldBeTrue();
        plan.LookAgainAt.ShouldBe(Some.Now.AddSeconds(4));
    }

    [Fact]
    public void A_silent_node_becomes_unknown_and_is_tainted_within_seconds()
    {
        var plan = Plan(Heard(Some.Node(), 5));
        var node = plan.Self.ShouldNotBeNull();
        plan.IsSilent.ShouldBeTrue();
        (Ready(node).Status, Ready(node).Reason, Ready(node).Message)
            .ShouldBe((ConditionStatus.Unknown, "NodeStatusUnknown", "Node agent stopped posting node status."));
        Ready(node).LastTransitionTime.ShouldBe(Some.Now);
        node.Spec.Taints.Select(taint => (taint.Key, taint.Effect, taint.TimeAdded)).ShouldBe(
        [
            (NodeTaints.Unreachable, TaintEffect.NoSchedule, Some.Now),
            (NodeTaints.Unreachable, TaintEffect.NoExecute, Some.Now),
        ]);
        plan.Events.ShouldHaveSingleItem().Reason.ShouldBe("NodeNotReady");
        Plan(Heard(node, 9)).Self.ShouldBeNull();

        var back = Plan(Heard(node, 0)).Self.ShouldNotBeNull();
        Ready(back).Status.ShouldBe(ConditionStatus.True);
        back.Spec.Taints.ShouldBeEmpty();
    }

    [Fact]
    public void Silence_does_not_begin_before_the_control_plane_listens()
    {
        var restarted = Heard(Some.Node(), 600) with { LastHeard = null, ListeningSince = Some.Now.AddSeconds(-4) };
        Plan(restarted).IsSilent.ShouldBeFalse();
        Plan(restarted, Some.Now.AddSeconds(1)).IsSilent.ShouldBeTrue();
    }

    [Fact]
    public void A_lease_is_a_sign_of_life_for_as_long_as_it_says()
    {
        var leased = Heard(Some.Node(), 600) with
        {
            LastHeard = null,
            Lease = new Lease { Spec = new LeaseSpec { RenewTime = Some.Now.AddSeconds(-30), LeaseDurationSeconds = 40 } },
        };
        Plan(leased).IsSilent.ShouldBeFalse();
        Plan(leased, Some.Now.AddSeconds(10)).IsSilent.ShouldBeTrue();
    }

    [Fact]
    public void A_lease_that_outlasts_the_calendar_is_a_sign_of_life_to_its_end()
    {
        var leased = Heard(Some.Node(), 600) with
        {
            LastHeard = null,
            Lease = new Lease { Spec = new LeaseSpec { RenewTime = Moments.Last, LeaseDurationSeconds = int.MaxValue } },
        };
        Plan(leased).IsSilent.ShouldBeFalse();
        Plan(leased).LookAgainAt.ShouldBe(Moments.Last);
    }

    [Fact]
    public void What_the_agent_says_of_itself_counts_while_it_is_heard()
    {
        var plan = Plan(Heard(Some.Node(), 1) with
        {
            ReportedReady = new NodeCondition { Type = NodeConditionType.Ready, Status = ConditionStatus.False, Reason = "RuntimeDown", Message = "docker does not answer" },
        });
        plan.IsReady.ShouldBeFalse();
        plan.Self!.Spec.Taints.ShouldContain(taint => taint.Key == NodeTaints.NotReady && taint.Effect == TaintEffect.NoExecute);
    }

    [Fact]
    public void Cordon_and_pressure_become_taints_and_those_of_users_stay()
    {
        var node = Some.Node();
        node = node with
        {
            Spec = new NodeSpec { Unschedulable = true, Taints = [new Taint { Key = "mine", Effect = TaintEffect.NoSchedule }] },
            Status = node.Status with
            {
                Conditions = [.. node.Status.Conditions, new NodeCondition { Type = NodeConditionType.MemoryPressure, Status = ConditionStatus.True }],
            },
        };
        Plan(Heard(node, 1)).Self!.Spec.Taints.Select(taint => taint.Key)
            .ShouldBe(["mine", NodeTaints.Unschedulable, "node.kubernetes.io/memory-pressure"]);
    }
}
