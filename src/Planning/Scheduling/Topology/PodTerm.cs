using Krewe.Model.Core;
using Krewe.Model.Selectors;

namespace Krewe.Planning.Scheduling.Topology;

/// <summary>Selects pods by namespace and labels, and a label of nodes that says what "in the same place" means.</summary>
/// <param name="Namespaces">Namespaces; null for all.</param>
/// <param name="Pods">The selector of the pods.</param>
/// <param name="TopologyKey">Label of the nodes.</param>
internal sealed record PodTerm(IReadOnlyList<string>? Namespaces, LabelQuery Pods, string TopologyKey)
{
    /// <summary>Alike for terms that select the same.</summary>
    public (string Namespaces, string Pods, string TopologyKey) Key { get; } =
        (Namespaces is null ? "*" : string.Join(',', Namespaces.Order(StringComparer.Ordinal)), Pods.ToString(), TopologyKey);

    public bool Selects(Pod pod) =>
        (Namespaces is null || Namespaces.Contains(pod.Metadata.Namespace ?? "")) && Pods.Matches(pod.Metadata.Labels);

    public static IReadOnlyList<PodTerm> Required(Pod owner, IReadOnlyList<PodAffinityTerm>? terms) =>
        terms is null or { Count: 0 } ? [] : [.. terms.Select(term => Of(owner, term))];

    public static PodTerm Of(Pod owner, PodAffinityTerm term)
    {
        // An empty namespace selector means every namespace; what another one selects is not known here, so that it adds none.
        var everywhere = term.NamespaceSelector is { MatchLabels.Count: 0, MatchExpressions.Count: 0 };
        IReadOnlyList<string> namespaces = term.Namespaces.Count > 0 || term.NamespaceSelector is not null
            ? term.Namespaces
            : [owner.Metadata.Namespace ?? ""];
        return new PodTerm(everywhere ? null : namespaces, LabelQuery.From(term.LabelSelector), term.TopologyKey ?? "");
    }

    public static PodTerm Of(Pod owner, TopologySpreadConstraint constraint)
    {
        var selector = constraint.LabelSelector;
        var kept = constraint.MatchLabelKeys.Where(owner.Metadata.Labels.ContainsKey).ToList();
        if (selector is not null && kept.Count > 0)
        {
            selector = selector with
            {
                MatchLabels = selector.MatchLabels.Where(label => !kept.Contains(label.Key))
                    .Concat(kept.Select(key => KeyValuePair.Create(key, owner.Metadata.Labels[key])))
                    .ToDictionary(label => label.Key, label => label.Value),
            };
        }
        return new PodTerm([owner.Metadata.Namespace ?? ""], LabelQuery.From(selector), constraint.TopologyKey ?? "");
    }
}
