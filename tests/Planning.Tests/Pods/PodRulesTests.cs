using System.Globalization;
using Krewe.Model.Core;
using Krewe.Model.Meta;
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

    [Theory]
    [InlineData(-5, "2026-03-01T12:00:00Z")]
    [InlineData(30, "2026-03-01T12:00:30Z")]
    [InlineData(400_000_000_000, "9999-12-31T23:59:59Z")]
    [InlineData(long.MaxValue, "9999-12-31T23:59:59Z")]
    public void Spans_of_users_end_with_the_calendar(long seconds, string end) => Some.Now.After(seconds).ShouldBe(DateTimeOffset.Parse(end, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(-5, "2026-03-01T12:00:00Z")]
    [InlineData(30, "2026-03-01T11:59:30Z")]
    [InlineData(400_000_000_000, "1970-01-01T00:00:00Z")]
    [InlineData(long.MaxValue, "1970-01-01T00:00:00Z")]
    public void Spans_of_users_begin_with_the_epoch(long seconds, string start) => Some.Now.Before(seconds).ShouldBe(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(long.MinValue, 0)]
    [InlineData(90, 90)]
    [InlineData(5_000_000, 2147483.647)]
    [InlineData(long.MaxValue, 2147483.647)]
    public void Spans_of_users_are_no_longer_than_timers_take(long seconds, double span) => Moments.Span(seconds).ShouldBe(TimeSpan.FromSeconds(span));

    [Fact]
    public void Names_fit_a_label_and_come_from_the_seed()
    {
        var name = NameSuffix.Append(new string('a', 70) + "-", 7, 0);
        name.Length.ShouldBe(63);
        NameSuffix.Append("web-", 7, 0).ShouldBe(NameSuffix.Append("web-", 7, 0));
        Enumerable.Range(0, 1000).Select(i => NameSuffix.Append("web-", 7, i)).ShouldBeUnique();
    }
}
