using Krewe.Model.Meta;
using Krewe.Model.Selectors;

namespace Krewe.Planning.Ownership;

/// <summary>
/// Sorts objects by a controller's right to them: its own that match its selector, orphans that match (to adopt), its own that match
/// no longer (to release). What another controller manages is left alone, whatever the labels.
/// </summary>
/// <param name="Owned">Objects to count as the controller's; the adopted ones are among them, as they will be.</param>
/// <param name="Adopt">Orphans with the controller's reference added.</param>
/// <param name="Release">Objects with the controller's reference taken away.</param>
public sealed record ControllerClaim<T>(IReadOnlyList<T> Owned, IReadOnlyList<T> Adopt, IReadOnlyList<T> Release) where T : ApiObject
{
    /// <summary>Sorts <paramref name="candidates"/>. A controller that is being deleted neither adopts nor releases.</summary>
    public static ControllerClaim<T> Of(ApiObject controller, LabelSelector? selector, IEnumerable<T> candidates)
    {
        List<T> owned = [], adopt = [], release = [];
        var query = LabelQuery.From(selector);
        var ending = controller.Metadata.DeletionTimestamp is not null;
        foreach (var candidate in candidates)
        {
            var metadata = candidate.Metadata;
            var matches = metadata.Namespace == controller.Metadata.Namespace && query.Matches(metadata.Labels);
            if (ControllerReference.Of(metadata) is { } reference)
            {
                if (reference.Uid != controller.Metadata.Uid)
                    continue;
                if (matches)
                    owned.Add(candidate);
                else if (!ending)
                    release.Add(WithOwners(candidate, [.. metadata.OwnerReferences.Where(owner => owner.Uid != controller.Metadata.Uid)]));
            }
            else if (matches && !ending && metadata.DeletionTimestamp is null)
            {
                var adopted = WithOwners(candidate, [.. metadata.OwnerReferences, ControllerReference.To(controller)]);
                adopt.Add(adopted);
                owned.Add(adopted);
            }
        }
        return new ControllerClaim<T>(owned, adopt, release);
    }

    private static T WithOwners(T value, IReadOnlyList<OwnerReference> owners) =>
        value with { Metadata = value.Metadata with { OwnerReferences = owners } };
}
