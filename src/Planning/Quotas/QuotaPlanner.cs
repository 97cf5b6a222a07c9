using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;
using Krewe.Planning.Comparison;

namespace Krewe.Planning.Quotas;

/// <summary>What a quota's status becomes.</summary>
/// <param name="StatusUpdate">The quota with its new status; null where it is right as it is.</param>
/// <param name="LookAgainAt">When time alone will change the answer, or null.</param>
public readonly record struct QuotaPlan(ResourceQuota? StatusUpdate, DateTimeOffset? LookAgainAt);

/// <summary>Keeps the status of quotas.</summary>
public static class QuotaPlanner
{
    /// <summary>True if objects of the kind count for the quota.</summary>
    public static bool Counts(ResourceQuota quota, KindDefinition kind) => quota.Spec.Hard.Keys.Any(resource => ObjectUsage.Counts(kind, resource));

    /// <summary>Counts what is used.</summary>
    /// <param name="quota">The quota.</param>
    /// <param name="objects">All objects of the namespace that count for it.</param>
    /// <param name="now">The time.</param>
    public static QuotaPlan Plan(ResourceQuota quota, IEnumerable<ApiObject> objects, DateTimeOffset now)
    {
        var hard = quota.Spec.Hard;
        var used = hard.Keys.ToDictionary(resource => resource, _ => Quantity.Zero, StringComparer.Ordinal);
        DateTimeOffset? again = null;
        foreach (var value in objects)
        {
            if (!QuotaScopes.Hold(quota.Spec, value))
                continue;
            foreach (var (resource, amount) in ObjectUsage.Of(value, now))
            {
                if (used.TryGetValue(resource, out var sum) && ObjectUsage.Counts(value.Definition, resource))
                    used[resource] = sum + amount;
            }
            // A whole second later, for it counts up to its last moment.
            if (value is Pod pod && ObjectUsage.IsDue(pod) is { } due && due >= now && !(again <= due))
                again = due.AddSeconds(1);
        }
        var status = quota.Status;
        return Contents.Same(status.Hard, hard) && Contents.Same(status.Used, used)
            ? new QuotaPlan(null, again)
            : new QuotaPlan(quota with { Status = status with { Hard = hard, Used = used } }, again);
    }
}
