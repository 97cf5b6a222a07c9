using Krewe.Model.Core;
using Krewe.Planning.Plans;
using Krewe.Planning.Pods;
using Krewe.Planning.Tests.Samples;

namespace Krewe.Planning.Tests.Pods;

public class PodRulesTests
{
    [Fact]
    public void A_pod_gets_grace_only_where_somebody_can_confirm_its_end()
    {
        var pod = Some.Pod("web") is var made ? made with { Spec = made.Spec with { TerminationGracePeriodSeconds = 60 } } : null!;
        PodDeletionRule.GraceSeconds(pod, null, PodKeeper.Trusting).ShouldBe(60);
        PodDeletionRule.GraceSeconds(pod, 5, PodKeeper.Trusting).ShouldBe(5);
        PodDeletionRule.GraceSeconds(pod, 0, PodKeeper.Trusting).ShouldBe(0);
        PodDeletionRule.GraceSeconds(pod, 0, PodKeeper.Confirming).ShouldBe(1, "the agent ends it first");
        PodDeletionRule.GraceSeconds(pod, 5, PodKeeper.Confirming).ShouldBe(5);
        PodDeletionRule.GraceSeconds(pod.Ending(), 0, PodKeeper.Confirming).ShouldBe(1);
        PodDeletionRule.GraceSeconds(Some.Pod("done", phase: PodPhase.Succeeded), 0, PodKeeper.Confirming).ShouldBe(0);
        PodDeletionRule.GraceSeconds(pod, null, PodKeeper.None).ShouldBe(0);
        PodDeletionRule.GraceSeconds(Some.Pod("unbound", node: null), null, PodKeeper.None).ShouldBe(0);
        PodDeletionRule.GraceSeconds(Some.Pod("done", phase: PodPhase.Succeeded), null, PodKeeper.Trusting).ShouldBe(0);
        PodDeletionRule.GraceSeconds(pod.Ending(), 90, PodKeeper.Trusting).ShouldBe(30);
    }

    [Fact]
    public void A_condition_that_says_nothing_new_changes_nothing()
    {
        var status = new PodStatus().With(PodConditionRule.Unschedulable("no room", Some.Now));
        status.With(PodConditionRule.Unschedulable("no room", Some.Now.AddHours(1))).ShouldBeSameAs(status);
        var other = status.With(PodConditionRule.Unschedulable("still no room", Some.Now.AddHours(1)));
        other.Conditions.ShouldHaveSingleItem().LastTransitionTime.ShouldBe(Some.Now);
        other.With(PodConditionRule.Scheduled(Some.Now.AddHours(2))).Conditions.ShouldHaveSingleItem().LastTransitionTime.ShouldBe(Some.Now.AddHours(2));
    }

    [Fact]
    public void Names_fit_a_label_and_come_from_the_seed()
    {
        var name = NameSuffix.Append(new string('a', 70) + "-", 7, 0);
        name.Length.ShouldBe(63);
        NameSuffix.Append("web-", 7, 0).ShouldBe(NameSuffix.Append("web-", 7, 0));
        Enumerable.Range(0, 1000).Select(i => NameSuffix.Append("web-", 7, i)).ShouldBeUnique();
    }
}
