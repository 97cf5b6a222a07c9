using System.Globalization;
using Krewe.Model.Core;

namespace Krewe.Planning.Namespaces;

/// <summary>What still keeps a namespace that is being deleted, in Kubernetes' words.</summary>
internal static class NamespaceConditions
{
    public static IReadOnlyList<NamespaceCondition> Of(IReadOnlyList<NamespaceCondition> before, IReadOnlyList<NamespaceContent> left, DateTimeOffset now) =>
    [
        Condition(before, NamespaceConditionType.DeletionDiscoveryFailure, false, "ResourcesDiscovered", "All resources successfully discovered", now),
        Condition(before, NamespaceConditionType.DeletionGroupVersionParsingFailure, false, "ParsedGroupVersions", "All legacy kube types successfully parsed", now),
        Condition(before, NamespaceConditionType.DeletionContentFailure, false, "ContentDeleted", "All content successfully deleted, may be waiting on finalization", now),
        ContentRemaining(before, left, now),
        FinalizersRemaining(before, left, now),
    ];

    private static NamespaceCondition ContentRemaining(IReadOnlyList<NamespaceCondition> before, IReadOnlyList<NamespaceContent> left, DateTimeOffset now)
    {
        var kinds = left
            .OrderBy(kind => kind.Kind.Collection, StringComparer.Ordinal)
            .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{ResourceName(kind)} has {kind.Objects.Count} resource instances"))
            .ToList();
        return kinds.Count == 0
            ? Condition(before, NamespaceConditionType.ContentRemaining, false, "ContentRemoved", "All content successfully removed", now)
            : Condition(before, NamespaceConditionType.ContentRemaining, true, "SomeResourcesRemain",
                $"Some resources are remaining: {string.Join(", ", kinds)}", now);
    }

    private static NamespaceCondition FinalizersRemaining(IReadOnlyList<NamespaceCondition> before, IReadOnlyList<NamespaceContent> left, DateTimeOffset now)
    {
        var finalizers = left
            .SelectMany(kind => kind.Objects)
            .SelectMany(item => item.Metadata.Finalizers)
            .CountBy(finalizer => finalizer)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key} in {entry.Value} resource instances"))
            .ToList();
        return finalizers.Count == 0
            ? Condition(before, NamespaceConditionType.FinalizersRemaining, false, "ContentHasNoFinalizers", "All content-preserving finalizers finished", now)
            : Condition(before, NamespaceConditionType.FinalizersRemaining, true, "SomeFinalizersRemain",
                $"Some content in the namespace has finalizers remaining: {string.Join(", ", finalizers)}", now);
    }

    // Kubernetes writes the core group with a trailing dot: "pods." has 2 resource instances.
    private static string ResourceName(NamespaceContent kind) => $"{kind.Kind.Plural}.{kind.Kind.Gvk.Group}";

    private static NamespaceCondition Condition(
        IReadOnlyList<NamespaceCondition> before, NamespaceConditionType type, bool status, string reason, string message, DateTimeOffset now)
    {
        var old = before.FirstOrDefault(condition => condition.Type == type);
        var value = status ? ConditionStatus.True : ConditionStatus.False;
        return new NamespaceCondition
        {
            Type = type,
            Status = value,
            Reason = reason,
            Message = message,
            LastTransitionTime = old?.Status == value ? old.LastTransitionTime : now,
        };
    }
}
