using System.Globalization;
using Krewe.Model.Core;
using Krewe.Planning.Scheduling.Board;

namespace Krewe.Planning.Scheduling.Filters;

/// <summary>Matches nodes against node selectors.</summary>
internal static class NodeMatching
{
    private const string NameField = "metadata.name";

    /// <summary>True if the pod's node selector and required node affinity match the node.</summary>
    public static bool Matches(PodProfile pod, NodeSlot node)
    {
        foreach (var (key, wanted) in pod.Pod.Spec.NodeSelector)
        {
            if (!node.Labels.TryGetValue(key, out var value) || value != wanted)
                return false;
        }
        return pod.NodeAffinity is null || pod.NodeAffinity.NodeSelectorTerms.Any(term => Matches(term, node));
    }

    /// <summary>True if all requirements of a term hold. A term without requirements matches nothing.</summary>
    public static bool Matches(NodeSelectorTerm term, NodeSlot node) =>
        term.MatchExpressions.Count + term.MatchFields.Count > 0
        && term.MatchExpressions.All(requirement => Holds(requirement, node.Labels.GetValueOrDefault(requirement.Key ?? "")))
        && term.MatchFields.All(requirement => requirement.Key == NameField && Holds(requirement, node.Name));

    private static bool Holds(NodeSelectorRequirement requirement, string? value) => requirement.Operator?.Value switch
    {
        "In" => value is not null && requirement.Values.Contains(value),
        "NotIn" => value is null || !requirement.Values.Contains(value),
        "Exists" => value is not null,
        "DoesNotExist" => value is null,
        "Gt" => Compare(requirement, value) > 0,
        "Lt" => Compare(requirement, value) < 0,
        _ => false,
    };

    private static int Compare(NodeSelectorRequirement requirement, string? value) =>
        requirement.Values.Count == 1
        && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var actual)
        && long.TryParse(requirement.Values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bound)
            ? actual.CompareTo(bound) : 0;
}
