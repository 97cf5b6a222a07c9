using Krewe.Model.Quantities;

namespace Krewe.Model.Core;

/// <summary>The quality-of-service class of a pod, from the CPU and memory that its containers ask for and may use.</summary>
public static class PodQos
{
    private static readonly string[] Counted = ["cpu", "memory"];

    /// <summary>Guaranteed if all limits are set and equal to the requests, BestEffort if nothing is set, otherwise Burstable.</summary>
    public static PodQosClass Of(PodSpec spec)
    {
        ResourceRequirements[] all = spec.Resources is { } whole && (whole.Limits.Count > 0 || whole.Requests.Count > 0)
            ? [whole]
            : [.. spec.Containers.Concat(spec.InitContainers).Select(c => c.Resources)];
        if (all.All(r => !AnySet(r.Limits) && !AnySet(r.Requests)))
            return PodQosClass.BestEffort;
        return all.All(IsGuaranteed) ? PodQosClass.Guaranteed : PodQosClass.Burstable;
    }

    private static bool AnySet(IReadOnlyDictionary<string, Quantity> resources) => Counted.Any(r => resources.TryGetValue(r, out var q) && !q.IsZero);

    private static bool IsGuaranteed(ResourceRequirements resources) => Counted.All(r =>
        resources.Limits.TryGetValue(r, out var limit) && !limit.IsZero
        && (!resources.Requests.TryGetValue(r, out var request) || request == limit));
}
