using Krewe.Grains.Objects;
using Krewe.Grains.Pods;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Policy;
using Krewe.Model.Quantities;
using Krewe.Planning.Pods;

namespace Krewe.Grains.Tests.Disruptions;

public sealed class EvictionTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public void The_status_tells_what_is_left_of_the_budget()
    {
        using var plane = new ControlPlane(1);
        Running(plane, 4);
        plane.Created(Budget(unavailable: "25%"));
        plane.Eventually(() => Status(plane) is { DisruptionsAllowed: 1, CurrentHealthy: 4, DesiredHealthy: 3, ExpectedPods: 4, ObservedGeneration: 1 }, Soon, "counted");
        Condition(plane).ShouldBe(("True", "SufficientPods"));
        var set = plane.Find<ReplicaSet>(ReplicaSetKind.Instance, "default", "web")!;
        plane.Updated(set with { Spec = set.Spec with { Replicas = 8 } });
        plane.Eventually(() => Status(plane) is { DisruptionsAllowed: 2, CurrentHealthy: 8, DesiredHealthy: 6, ExpectedPods: 8 }, Soon, "counted again");
    }

    [Fact]
    public void A_pod_that_the_budget_protects_stays()
    {
        using var plane = new ControlPlane(1);
        Running(plane, 2);
        plane.Created(Budget(available: 2));
        var failure = Evict(plane, Pods(plane)[0]).ShouldBeRefused(FailureReason.TooManyRequests);
        failure.Message.ShouldBe("Cannot evict pod as it would violate the pod's disruption budget.");
        failure.Causes[0].Message.ShouldBe("The disruption budget web needs 2 healthy pods and has 2 currently");
        failure.ToStatus().Details!.Causes[0].ShouldBe(new StatusCause { Reason = "DisruptionBudget", Message = failure.Causes[0].Message });
        Pods(plane).ShouldAllBe(pod => !pod.IsTerminating());
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public void Evictions_at_the_same_time_never_take_more_than_the_budget(int seed)
    {
        using var plane = new ControlPlane(seed);
        var agent = Running(plane, 8, TimeSpan.FromSeconds(3));
        plane.Created(Budget(available: 5));
        var evicted = 0;
        for (var round = 0; round < 12; round++)
        {
            var healthy = Healthy(plane);
            var outcomes = EvictAll(plane, Pods(plane));
            var granted = outcomes.Count(outcome => outcome is WriteOutcome.Written);
            Healthy(plane).ShouldBeGreaterThanOrEqualTo(Math.Min(healthy, 5));
            outcomes.OfType<WriteOutcome.Refused>().ShouldAllBe(refused => refused.Failure.Reason == FailureReason.TooManyRequests);
            evicted += granted;
            if (round == 5)
            {
                plane.Crash();
                agent.Start();
            }
            plane.Advance(TimeSpan.FromMilliseconds(700));
        }
        evicted.ShouldBeGreaterThan(3, "those that come in their place may be evicted in their turn");
        plane.Eventually(() => Status(plane) is { DisruptionsAllowed: 3, CurrentHealthy: 8, DisruptedPods.Count: 0 }, Soon, "all are there again");
    }

    [Fact]
    public void An_evicted_pod_says_why_it_goes()
    {
        using var plane = new ControlPlane(1);
        Running(plane, 2, TimeSpan.FromSeconds(5));
        plane.Created(Budget(unavailable: 1));
        var pod = Pods(plane)[0];
        Evict(plane, pod).ShouldBeWritten();
        var ending = plane.Find<Pod>(PodKind.Instance, "default", pod.Metadata.Name!)!;
        var why = ending.Condition(PodConditionType.DisruptionTarget)!;
        (ending.IsTerminating(), why.Status, why.Reason, why.Message).ShouldBe((true, ConditionStatus.True, "EvictionByEvictionAPI", "Eviction API: evicting"));
        Evict(plane, pod).ShouldBeWritten();
    }

    [Fact]
    public void A_dry_run_is_judged_and_takes_nothing()
    {
        using var plane = new ControlPlane(1);
        Running(plane, 2);
        plane.Created(Budget(unavailable: 1));
        for (var i = 0; i < 3; i++)
            Evict(plane, Pods(plane)[0], new DeleteRequest(DryRun: true)).ShouldBeWritten();
        Evict(plane, Pods(plane)[0]).ShouldBeWritten();
        Evict(plane, Pods(plane).First(pod => !pod.IsTerminating()), new DeleteRequest(DryRun: true)).ShouldBeRefused(FailureReason.TooManyRequests);
    }

    [Fact]
    public void Pods_that_are_not_ready_go_as_the_policy_says()
    {
        using var plane = new ControlPlane(1);
        Running(plane, 2);
        var budget = plane.Created(Budget(available: 2));
        var sick = MakeUnready(plane, Pods(plane)[0]);
        plane.Eventually(() => Status(plane).CurrentHealthy == 1, Soon, "one is unwell");
        Evict(plane, sick).ShouldBeRefused(FailureReason.TooManyRequests);
        budget = plane.Find<PodDisruptionBudget>(PodDisruptionBudgetKind.Instance, "default", "web")!;
        plane.Updated(budget with { Spec = budget.Spec with { UnhealthyPodEvictionPolicy = UnhealthyPodEvictionPolicy.AlwaysAllow } });
        Evict(plane, sick).ShouldBeWritten();
    }

    [Fact]
    public void Pods_without_a_budget_just_go_and_pods_of_several_do_not()
    {
        using var plane = new ControlPlane(1);
        Running(plane, 2);
        plane.Created(Budget(available: 0));
        plane.Created(Budget(available: 0) with { Metadata = new ObjectMeta { Name = "other", Namespace = "default" } });
        Evict(plane, Pods(plane)[0]).ShouldBeRefused(FailureReason.InternalError).Message
            .ShouldBe("This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
        var single = plane.Created(Samples.Pod("single", "other"));
        Evict(plane, single).ShouldBeWritten();
    }

    [Fact]
    public void A_budget_in_percent_needs_controllers_that_say_how_many_there_shall_be()
    {
        using var plane = new ControlPlane(1);
        Running(plane, 2);
        var pod = Samples.Pod("odd");
        plane.Created(pod with
        {
            Metadata = pod.Metadata with { OwnerReferences = [new OwnerReference { ApiVersion = "example.com/v1", Kind = "Herd", Name = "h", Uid = "u", Controller = true }] },
        });
        plane.Created(Budget(available: "50%"));
        plane.Eventually(() => plane.Find<PodDisruptionBudget>(PodDisruptionBudgetKind.Instance, "default", "web")!.Status.Conditions.Count == 1, Soon, "it is looked at");
        Condition(plane).ShouldBe(("False", "SyncFailed"));
        Status(plane).DisruptionsAllowed.ShouldBe(0);
    }

    private static FakeAgent Running(ControlPlane plane, int replicas, TimeSpan endTime = default)
    {
        var agent = new FakeAgent(plane, "n1") { EndTime = endTime }.Start();
        plane.Created(Samples.ReplicaSet("web", replicas));
        plane.Eventually(() => Healthy(plane) == replicas, Soon, "all are ready");
        return agent;
    }

    private static IReadOnlyList<Pod> Pods(ControlPlane plane) => [.. plane.List<Pod>(PodKind.Instance)];

    private static int Healthy(ControlPlane plane) => Pods(plane).Count(pod => pod.IsReady() && !pod.IsTerminating());

    private static Pod MakeUnready(ControlPlane plane, Pod pod) => plane.Updated(pod with
    {
        Status = pod.Status with { Conditions = [.. pod.Status.Conditions.Select(c => c.Type == PodConditionType.Ready ? c with { Status = ConditionStatus.False } : c)] },
    }, Subresource.Status);

    private static WriteOutcome Evict(ControlPlane plane, Pod pod, DeleteRequest? request = null) =>
        plane.Run(() => Grain(plane, pod).Evict(request ?? new DeleteRequest(), default));

    private static IReadOnlyList<WriteOutcome> EvictAll(ControlPlane plane, IEnumerable<Pod> pods) =>
        plane.Run(async () => await Task.WhenAll(pods.Where(pod => !pod.IsTerminating()).Select(pod => Grain(plane, pod).Evict(new DeleteRequest(), default))));

    private static IPodGrain Grain(ControlPlane plane, Pod pod) =>
        plane.Grains.GetGrain<IPodGrain>(new ObjectId("pods", new ObjectKey("default", pod.Metadata.Name!)).ToString());

    private static PodDisruptionBudgetStatus Status(ControlPlane plane) =>
        plane.Find<PodDisruptionBudget>(PodDisruptionBudgetKind.Instance, "default", "web")!.Status;

    private static (string?, string?) Condition(ControlPlane plane) =>
        Status(plane).Conditions is [var only] ? (only.Status?.Value, only.Reason) : (null, null);

    private static PodDisruptionBudget Budget(IntOrString? available = null, IntOrString? unavailable = null) => new()
    {
        Metadata = new ObjectMeta { Name = "web", Namespace = "default" },
        Spec = new PodDisruptionBudgetSpec
        {
            MinAvailable = available,
            MaxUnavailable = unavailable,
            Selector = new LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = "web" } },
        },
    };
}
