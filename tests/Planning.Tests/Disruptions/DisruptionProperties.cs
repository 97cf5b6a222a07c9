using FsCheck;
using FsCheck.Fluent;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Model.Policy;
using Krewe.Model.Quantities;
using Krewe.Planning.Disruptions;
using Krewe.Planning.Pods;
using Krewe.Planning.Tests.Samples;

namespace Krewe.Planning.Tests.Disruptions;

public class DisruptionProperties
{
    [Fact]
    public void Evictions_never_leave_fewer_healthy_pods_than_the_budget_wants() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var set = Some.ReplicaSet(replicas: random.Next(1, 12));
            var pods = Enumerable.Range(0, set.Spec.Replicas!.Value).Select(i => Some.Pod($"p{i}", set, ready: random.Next(5) > 0)).ToList();
            var budget = Budget(random);
            var now = Some.Now;
            for (var step = 0; step < 40; step++)
            {
                now = now.AddSeconds(random.Next(3));
                var plan = DisruptionPlanner.Plan(Observe(budget, pods, set), now);
                plan.Budget.Status.DisruptionsAllowed.ShouldBe(Math.Max(0, plan.Budget.Status.CurrentHealthy - plan.Budget.Status.DesiredHealthy));
                var pod = pods[random.Next(pods.Count)];
                var healthy = Healthy(plan.Budget, pods);
                healthy.ShouldBe(plan.Budget.Status.CurrentHealthy);
                switch (EvictionRule.Decide(plan.Budget, pod, now))
                {
                    case EvictionVerdict.Charged charged:
                        healthy.ShouldBeGreaterThan(plan.Budget.Status.DesiredHealthy);
                        budget = charged.Budget;
                        // Between grant and deletion the budget must count it as gone.
                        Healthy(budget, pods).ShouldBe(pod.IsReady() ? healthy - 1 : healthy);
                        break;
                    case EvictionVerdict.Refused:
                        (healthy <= plan.Budget.Status.DesiredHealthy).ShouldBeTrue();
                        break;
                }
                if (random.Next(3) == 0 && budget.Status.DisruptedPods.Count > 0)
                {
                    var gone = budget.Status.DisruptedPods.Keys.First();
                    pods.RemoveAll(candidate => candidate.Metadata.Name == gone);
                    pods.Add(Some.Pod($"n{step}", set, ready: random.Next(3) > 0));
                    budget = DisruptionPlanner.Plan(Observe(budget, pods, set), now).Budget;
                    budget.Status.DisruptedPods.ContainsKey(gone).ShouldBeFalse();
                }
            }
            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_status_that_is_right_is_not_written_again()
    {
        var set = Some.ReplicaSet();
        Pod[] pods = [Some.Pod("a", set), Some.Pod("b", set), Some.Pod("c", set)];
        var plan = DisruptionPlanner.Plan(Observe(new PodDisruptionBudget { Spec = new() { MaxUnavailable = "34%" } }, pods, set), Some.Now);
        (plan.Changed, plan.Budget.Status.DisruptionsAllowed, plan.Budget.Status.DesiredHealthy).ShouldBe((true, 2, 1));
        DisruptionPlanner.Plan(Observe(plan.Budget, pods, set), Some.Now.AddHours(1)).Changed.ShouldBeFalse();
    }

    [Fact]
    public void An_eviction_that_is_not_followed_by_a_deletion_is_forgotten_after_two_minutes()
    {
        var set = Some.ReplicaSet();
        Pod[] pods = [Some.Pod("a", set), Some.Pod("b", set), Some.Pod("c", set)];
        var budget = DisruptionPlanner.Plan(Observe(new PodDisruptionBudget { Spec = new() { MinAvailable = 2 } }, pods, set), Some.Now).Budget;
        var charged = EvictionRule.Decide(budget, pods[0], Some.Now).ShouldBeOfType<EvictionVerdict.Charged>().Budget;
        charged.Status.Conditions.ShouldHaveSingleItem().Reason.ShouldBe("InsufficientPods");
        EvictionRule.Decide(charged, pods[1], Some.Now).ShouldBeOfType<EvictionVerdict.Refused>();
        EvictionRule.Decide(charged, pods[0], Some.Now).ShouldBeOfType<EvictionVerdict.Free>();
        var waiting = DisruptionPlanner.Plan(Observe(charged, pods, set), Some.Now.AddSeconds(119));
        (waiting.Budget.Status.DisruptionsAllowed, waiting.LookAgainAt).ShouldBe((0, Some.Now.AddMinutes(2)));
        DisruptionPlanner.Plan(Observe(charged, pods, set), Some.Now.AddMinutes(2)).Budget.Status.DisruptionsAllowed.ShouldBe(1);
    }

    private static PodDisruptionBudget Budget(Random random)
    {
        IntOrString amount = random.Next(2) == 0 ? random.Next(8) : $"{random.Next(101)}%";
        return new PodDisruptionBudget
        {
            Metadata = new ObjectMeta { Name = "web", Namespace = "default", Generation = 1 },
            Spec = random.Next(2) == 0 ? new() { MinAvailable = amount } : new() { MaxUnavailable = amount },
        };
    }

    private static ObservedBudget Observe(PodDisruptionBudget budget, IReadOnlyList<Pod> pods, ReplicaSet set) => new()
    {
        Budget = budget, Pods = pods, Scales = new Dictionary<string, int> { [set.Metadata.Uid!] = set.Spec.Replicas!.Value },
    };

    private static int Healthy(PodDisruptionBudget budget, IEnumerable<Pod> pods) =>
        pods.Count(pod => pod.IsReady() && !budget.Status.DisruptedPods.ContainsKey(pod.Metadata.Name!));
}
