using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Model.Quantities;

namespace Krewe.Planning.Admission;

/// <summary>Holds new pods to the limit ranges of their namespace: first what they leave out, then what they may not.</summary>
public static class PodLimits
{
    private const string Annotation = "kubernetes.io/limit-ranger";

    /// <summary>The pod with the requests and limits that its containers leave out.</summary>
    public static Pod Complete(Pod pod, IReadOnlyList<LimitRange> ranges)
    {
        foreach (var range in ranges)
            pod = Complete(pod, range);
        return pod;
    }

    /// <summary>Why the pod is outside of a range, or null.</summary>
    public static ApiFailure? Refuse(Pod pod, IReadOnlyList<LimitRange> ranges)
    {
        foreach (var range in ranges)
        {
            var errors = range.Spec.Limits.SelectMany(item => LimitConstraints.Check(item, pod)).Distinct(StringComparer.Ordinal).ToList();
            if (errors.Count > 0)
                return ApiFailure.Forbidden(PodKind.Instance, pod.Metadata.Name, errors is [var only] ? only : $"[{string.Join(", ", errors)}]");
        }
        return null;
    }

    private static Pod Complete(Pod pod, LimitRange range)
    {
        var limits = Merge(range, item => item.Default);
        var requests = Merge(range, item => item.DefaultRequest);
        if (limits.Count + requests.Count == 0)
            return pod;
        var notes = new List<string>();
        var completed = pod with
        {
            Spec = pod.Spec with
            {
                Containers = [.. pod.Spec.Containers.Select(container => Complete(container, "container"))],
                InitContainers = [.. pod.Spec.InitContainers.Select(container => Complete(container, "init container"))],
            },
        };
        if (notes.Count == 0)
            return pod;
        var annotations = new Dictionary<string, string>(pod.Metadata.Annotations, StringComparer.Ordinal)
        {
            [Annotation] = $"LimitRanger plugin set: {string.Join("; ", notes)}",
        };
        return completed with { Metadata = pod.Metadata with { Annotations = annotations } };

        Container Complete(Container container, string what)
        {
            var resources = container.Resources;
            return container with
            {
                Resources = resources with
                {
                    Requests = Fill(resources.Requests, requests, "request", what, container.Name),
                    Limits = Fill(resources.Limits, limits, "limit", what, container.Name),
                },
            };
        }

        IReadOnlyDictionary<string, Quantity> Fill(
            IReadOnlyDictionary<string, Quantity> given, Dictionary<string, Quantity> otherwise, string part, string what, string? name)
        {
            var added = otherwise.Where(amount => !given.ContainsKey(amount.Key)).OrderBy(amount => amount.Key, StringComparer.Ordinal).ToList();
            if (added.Count == 0)
                return given;
            notes.Add($"{string.Join(", ", added.Select(amount => amount.Key))} {part} for {what} {name}");
            return given.Concat(added).ToDictionary(StringComparer.Ordinal);
        }
    }

    private static Dictionary<string, Quantity> Merge(LimitRange range, Func<LimitRangeItem, IReadOnlyDictionary<string, Quantity>> part)
    {
        var merged = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var (name, amount) in range.Spec.Limits.Where(item => item.Type == LimitType.Container).SelectMany(part))
            merged[name] = amount;
        return merged;
    }
}
