using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;

namespace Krewe.Planning.Quotas;

/// <summary>
/// What the objects of one kind use of one quota, kept up with every change of them. It belongs to whoever puts these changes in order,
/// and so it can hold each new one against the limits.
/// </summary>
/// <remarks>
/// The sums count pods in full that are being deleted until they are gone, so that what is taken off is what was put on; they are never
/// too low. Only where that would refuse an object, everything is counted anew as of now.
/// </remarks>
public sealed class QuotaAccount
{
    private readonly string[] _resources;
    private readonly Dictionary<string, Quantity> _used;

    /// <param name="quota">The quota.</param>
    /// <param name="kind">The kind whose objects are counted.</param>
    /// <param name="objects">All of them in the quota's namespace.</param>
    public QuotaAccount(ResourceQuota quota, KindDefinition kind, IEnumerable<ApiObject> objects)
    {
        Quota = quota;
        _resources = [.. quota.Spec.Hard.Keys.Where(resource => ObjectUsage.Counts(kind, resource)).Order(StringComparer.Ordinal)];
        _used = _resources.Length == 0 ? [] : Count(objects, null);
    }

    /// <summary>The quota.</summary>
    public ResourceQuota Quota { get; }

    /// <summary>Takes note that an object changed, came (without a state before) or went (without one after).</summary>
    public void Replace(ApiObject? before, ApiObject? after)
    {
        if (_resources.Length == 0)
            return;
        foreach (var (resource, amount) in Usage(before, null))
            _used[resource] -= amount;
        foreach (var (resource, amount) in Usage(after, null))
            _used[resource] += amount;
    }

    /// <summary>Why the quota leaves no room for a change, or null.</summary>
    /// <param name="before">The object before; null when it is new.</param>
    /// <param name="after">The object after.</param>
    /// <param name="objects">All objects of the kind in the namespace, without the change; asked for only before something is refused.</param>
    /// <param name="now">The time.</param>
    public ApiFailure? Refuse(ApiObject? before, ApiObject after, Func<IEnumerable<ApiObject>> objects, DateTimeOffset now)
    {
        if (_resources.Length == 0)
            return null;
        var asked = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        var had = Usage(before, null).ToDictionary(StringComparer.Ordinal);
        foreach (var (resource, amount) in Usage(after, now))
        {
            var more = amount - had.GetValueOrDefault(resource);
            if (more.Sign > 0)
                asked[resource] = more;
        }
        if (!Over(_used, asked).Any())
            return null;
        var used = Count(objects(), now);
        var over = Over(used, asked).ToList();
        return over.Count == 0 ? null : ApiFailure.Forbidden(after.Definition, after.Metadata.Name,
            $"exceeded quota: {Quota.Metadata.Name}, requested: {Print(over, asked)}, used: {Print(over, used)}, limited: {Print(over, Quota.Spec.Hard)}");
    }

    private IEnumerable<string> Over(Dictionary<string, Quantity> used, Dictionary<string, Quantity> asked) =>
        _resources.Where(resource => asked.TryGetValue(resource, out var more) && used[resource] + more > Quota.Spec.Hard[resource]);

    private Dictionary<string, Quantity> Count(IEnumerable<ApiObject> objects, DateTimeOffset? now)
    {
        var sums = _resources.ToDictionary(resource => resource, _ => Quantity.Zero, StringComparer.Ordinal);
        foreach (var value in objects)
        {
            foreach (var (resource, amount) in Usage(value, now))
                sums[resource] += amount;
        }
        return sums;
    }

    private IEnumerable<KeyValuePair<string, Quantity>> Usage(ApiObject? value, DateTimeOffset? now) =>
        value is null || !QuotaScopes.Hold(Quota.Spec, value) ? []
        : ObjectUsage.Of(value, now).Where(use => Array.BinarySearch(_resources, use.Key, StringComparer.Ordinal) >= 0);

    private static string Print(IEnumerable<string> resources, IReadOnlyDictionary<string, Quantity> amounts) =>
        string.Join(',', resources.Select(resource => $"{resource}={amounts[resource]}"));
}
