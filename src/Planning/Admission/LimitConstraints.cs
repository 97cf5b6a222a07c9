using Krewe.Model.Core;
using Krewe.Model.Quantities;
using Krewe.Planning.Pods;

namespace Krewe.Planning.Admission;

/// <summary>Holds what is asked for, and what may be used, against one entry of a limit range; in the words of Kubernetes.</summary>
internal static class LimitConstraints
{
    /// <summary>What is wrong with a pod, for entries on containers and on pods.</summary>
    public static IEnumerable<string> Check(LimitRangeItem item, Pod pod)
    {
        if (item.Type == LimitType.Container)
            return pod.Spec.Containers.Concat(pod.Spec.InitContainers).SelectMany(container => Check(item, container.Resources.Requests, container.Resources.Limits));
        return item.Type == LimitType.Pod ? Check(item, PodResources.Requests(pod.Spec), PodResources.Limits(pod.Spec)) : [];
    }

    private static IEnumerable<string> Check(LimitRangeItem item, IReadOnlyDictionary<string, Quantity> requests, IReadOnlyDictionary<string, Quantity> limits)
    {
        var type = item.Type;
        foreach (var (name, least) in Ordered(item.Min))
        {
            if (!requests.TryGetValue(name, out var request))
                yield return $"minimum {name} usage per {type} is {least}.  No request is specified";
            else if (request < least)
                yield return $"minimum {name} usage per {type} is {least}, but request is {request}";
            else if (limits.TryGetValue(name, out var limit) && limit < least)
                yield return $"minimum {name} usage per {type} is {least}, but limit is {limit}";
        }
        foreach (var (name, most) in Ordered(item.Max))
        {
            if (!limits.TryGetValue(name, out var limit))
                yield return $"maximum {name} usage per {type} is {most}.  No limit is specified";
            else if (limit > most)
                yield return $"maximum {name} usage per {type} is {most}, but limit is {limit}";
            else if (requests.TryGetValue(name, out var request) && request > most)
                yield return $"maximum {name} usage per {type} is {most}, but request is {request}";
        }
        foreach (var (name, ratio) in Ordered(item.MaxLimitRequestRatio))
        {
            if (!requests.TryGetValue(name, out var request) || request.IsZero)
                yield return $"{name} max limit to request ratio per {type} is {ratio}, but no request is specified or request is 0";
            else if (!limits.TryGetValue(name, out var limit) || limit.IsZero)
                yield return $"{name} max limit to request ratio per {type} is {ratio}, but no limit is specified or limit is 0";
            else if ((double)limit.Nanos / (double)request.Nanos is var actual && actual * 1_000 > ratio.MilliValue)
                yield return FormattableString.Invariant($"{name} max limit to request ratio per {type} is {ratio}, but provided ratio is {actual:F6}");
        }
    }

    private static IEnumerable<KeyValuePair<string, Quantity>> Ordered(IReadOnlyDictionary<string, Quantity> amounts) =>
        amounts.OrderBy(amount => amount.Key, StringComparer.Ordinal);
}
