using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Planning.Plans;

namespace Krewe.Planning.Namespaces;

/// <summary>
/// Sets a namespace's phase, and empties it before it goes: first what makes other objects, then those, then what is left, so that
/// nothing is replaced while it is deleted.
/// </summary>
public static class NamespacePlanner
{
    /// <summary>Plans the next step. <paramref name="content"/> is needed only for a namespace that is being deleted.</summary>
    public static NamespacePlan Plan(Namespace value, IReadOnlyList<NamespaceContent> content, DateTimeOffset now)
    {
        if (value.Metadata.DeletionTimestamp is null)
            return new NamespacePlan { Self = Changed(value, Active(value)) };

        var left = content.Where(kind => kind.Objects.Count > 0).ToList();
        var ending = Ending(value, left, now);
        return new NamespacePlan
        {
            Delete = NextToGo(left),
            Self = Changed(value, ending),
            MayGo = left.Count == 0 && ending.Spec.Finalizers.Count == 0 && ending.Metadata.Finalizers.Count == 0,
        };
    }

    private static Namespace Active(Namespace value) => value with
    {
        Spec = value.Spec.Finalizers.Contains(NamespaceKind.ContentFinalizer)
            ? value.Spec
            : value.Spec with { Finalizers = [.. value.Spec.Finalizers, NamespaceKind.ContentFinalizer] },
        Status = value.Status with { Phase = NamespacePhase.Active },
    };

    private static Namespace Ending(Namespace value, List<NamespaceContent> left, DateTimeOffset now) => value with
    {
        Spec = left.Count > 0 ? value.Spec : value.Spec with { Finalizers = [.. value.Spec.Finalizers.Where(name => name != NamespaceKind.ContentFinalizer)] },
        Status = value.Status with { Phase = NamespacePhase.Terminating, Conditions = NamespaceConditions.Of(value.Status.Conditions, left, now) },
    };

    private static IReadOnlyList<PlannedDeletion<ApiObject>> NextToGo(List<NamespaceContent> left)
    {
        if (left.Count == 0)
            return [];
        var stage = left.Min(kind => DeletionStages.Of(kind.Kind));
        return
        [
            .. left.Where(kind => DeletionStages.Of(kind.Kind) == stage)
                .SelectMany(kind => kind.Objects)
                .Where(item => item.Metadata.DeletionTimestamp is null)
                .Select(item => new PlannedDeletion<ApiObject>(item) { Propagation = PropagationPolicy.Background }),
        ];
    }

    private static Namespace? Changed(Namespace before, Namespace after) => before == after ? null : after;
}
