using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Model.Quantities;

namespace Krewe.Planning.Quotas;

/// <summary>What a pod must say for a quota to be able to count it: each container its CPU and memory, where the quota limits them.</summary>
public static class QuotaRequirements
{
    private static readonly HashSet<string> MustBeSaid = ["cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory"];

    /// <summary>Why the pod cannot be counted, or null.</summary>
    public static ApiFailure? Refuse(ResourceQuota quota, Pod pod)
    {
        var needed = quota.Spec.Hard.Keys.Where(MustBeSaid.Contains).Order(StringComparer.Ordinal).ToList();
        if (needed.Count == 0 || !QuotaScopes.Hold(quota.Spec, pod))
            return null;
        var said = pod.Spec.Containers.Concat(pod.Spec.InitContainers).Select(container => (container.Name, Usage: Usage(container))).ToList();
        var missing = needed
            .Select(resource => (resource, By: said.Where(container => !container.Usage.ContainsKey(resource)).Select(container => container.Name).Order(StringComparer.Ordinal).Distinct()))
            .Where(lack => lack.By.Any())
            .Select(lack => $"{lack.resource} for: {string.Join(',', lack.By)}")
            .ToList();
        return missing.Count == 0 ? null
            : ApiFailure.Forbidden(PodKind.Instance, pod.Metadata.Name, $"failed quota: {quota.Metadata.Name}: must specify {string.Join("; ", missing)}");
    }

    private static Dictionary<string, Quantity> Usage(Container container)
    {
        var usage = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        ObjectUsage.Add(usage, container.Resources.Requests, container.Resources.Limits);
        return usage;
    }
}
