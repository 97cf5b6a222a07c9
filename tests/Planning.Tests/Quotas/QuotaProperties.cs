using FsCheck;
using FsCheck.Fluent;
using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;
using Krewe.Planning.Quotas;
using Krewe.Planning.Tests.Samples;

namespace Krewe.Planning.Tests.Quotas;

public class QuotaProperties
{
    private static readonly ResourceQuota Quota = new()
    {
        Metadata = new ObjectMeta { Name = "team", Namespace = "default", Uid = "q" },
        Spec = new ResourceQuotaSpec
        {
            Hard = new Dictionary<string, Quantity>
            {
                ["pods"] = Quantity.Of(6), ["count/pods"] = Quantity.Of(9), ["requests.cpu"] = Quantity.Parse("700m"), ["limits.memory"] = Quantity.Parse("1Gi"),
                ["configmaps"] = Quantity.Of(1),
            },
            Scopes = [ResourceQuotaScope.NotBestEffort],
        },
    };

    [Fact]
    public void What_is_let_in_never_exceeds_a_limit_and_what_is_refused_would_after_any_changes() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var now = Some.Now;
            var pods = new Dictionary<string, Pod>();
            var account = new QuotaAccount(Quota, PodKind.Instance, []);
            for (var step = 0; step < 80; step++)
            {
                now = now.AddSeconds(random.Next(20));
                var name = $"p{random.Next(15)}";
                var before = pods.GetValueOrDefault(name);
                if (before is null)
                {
                    var after = Pod(name, random);
                    var refused = account.Refuse(null, after, () => pods.Values, now);
                    IsOver([.. pods.Values, after], after, now).ShouldBe(refused is not null);
                    if (refused is not null)
                        continue;
                    pods[name] = after;
                    account.Replace(null, after);
                }
                else
                {
                    var after = Change(before, random, now);
                    account.Replace(before, after);
                    if (after is null)
                        pods.Remove(name);
                    else
                        pods[name] = after;
                }
                if (random.Next(10) == 0)
                    account = new QuotaAccount(Quota, PodKind.Instance, pods.Values);
            }
            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_status_is_the_sum_and_is_written_once() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var pods = Enumerable.Range(0, random.Next(12)).Select(i => Pod($"p{i}", random)).ToList();
            var planned = QuotaPlanner.Plan(Quota, pods, Some.Now).StatusUpdate.ShouldNotBeNull();
            planned.Status.Hard.ShouldBe(Quota.Spec.Hard);
            planned.Status.Used.Keys.ShouldBe(Quota.Spec.Hard.Keys, ignoreOrder: true);
            planned.Status.Used["requests.cpu"].ShouldBe(Sum(pods, Some.Now)["requests.cpu"]);
            planned.Status.Used["count/pods"].ShouldBe(Sum(pods, Some.Now)["count/pods"]);
            QuotaPlanner.Plan(planned, pods, Some.Now).StatusUpdate.ShouldBeNull();
            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_pod_counts_until_its_time_to_end_is_over()
    {
        var pod = Pod("a", new Random(1)) with { };
        pod = pod with { Metadata = pod.Metadata with { DeletionTimestamp = Some.Now, DeletionGracePeriodSeconds = 30 } };
        var plan = QuotaPlanner.Plan(Quota, [pod], Some.Now);
        (plan.StatusUpdate!.Status.Used["count/pods"], plan.LookAgainAt).ShouldBe((Quantity.Of(1), Some.Now.AddSeconds(31)));
        plan.StatusUpdate.Status.Used["pods"].ShouldBe(Quantity.Of(1));
        QuotaPlanner.Plan(Quota, [pod], plan.LookAgainAt!.Value).StatusUpdate!.Status.Used["pods"].ShouldBe(Quantity.Zero);
    }

    private static bool IsOver(IReadOnlyList<Pod> pods, Pod added, DateTimeOffset now)
    {
        if (!QuotaScopes.Hold(Quota.Spec, added))
            return false;
        var sum = Sum(pods, now);
        return ObjectUsage.Of(added, now).Any(use => use.Value.Sign > 0 && Quota.Spec.Hard.TryGetValue(use.Key, out var limit) && sum[use.Key] > limit);
    }

    private static Dictionary<string, Quantity> Sum(IEnumerable<Pod> pods, DateTimeOffset now)
    {
        var sum = Quota.Spec.Hard.Keys.ToDictionary(key => key, _ => Quantity.Zero);
        foreach (var (resource, amount) in pods.Where(pod => QuotaScopes.Hold(Quota.Spec, pod)).SelectMany(pod => ObjectUsage.Of(pod, now)))
        {
            if (sum.TryGetValue(resource, out var before))
                sum[resource] = before + amount;
        }
        return sum;
    }

    private static Pod Pod(string name, Random random)
    {
        var pod = Some.Pod(name, node: null);
        var asks = random.Next(4) == 0 && name != "a" ? new ResourceRequirements() : new ResourceRequirements
        {
            Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.OfMilli(random.Next(1, 200)) },
            Limits = new Dictionary<string, Quantity> { ["memory"] = Quantity.OfBytes(random.Next(1, 300) << 20) },
        };
        return pod with { Spec = pod.Spec with { Containers = [pod.Spec.Containers[0] with { Resources = asks }] } };
    }

    private static Pod? Change(Pod pod, Random random, DateTimeOffset now) => random.Next(3) switch
    {
        0 => null,
        1 => pod with { Status = pod.Status with { Phase = PodPhase.Failed } },
        _ => pod with { Metadata = pod.Metadata with { DeletionTimestamp = pod.Metadata.DeletionTimestamp ?? now, DeletionGracePeriodSeconds = 30 } },
    };
}
