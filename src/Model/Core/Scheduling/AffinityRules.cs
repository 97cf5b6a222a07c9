using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of affinity to nodes and to other pods.</summary>
internal static class AffinityRules
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";

    public static void Validate(Affinity? affinity, FieldPath path, FieldErrors errors)
    {
        if (affinity?.NodeAffinity is { } nodes)
            Validate(nodes, path.Child("nodeAffinity"), errors);
        if (affinity?.PodAffinity is { } near)
            Validate(near.RequiredDuringSchedulingIgnoredDuringExecution, near.PreferredDuringSchedulingIgnoredDuringExecution, path.Child("podAffinity"), errors);
        if (affinity?.PodAntiAffinity is { } away)
            Validate(away.RequiredDuringSchedulingIgnoredDuringExecution, away.PreferredDuringSchedulingIgnoredDuringExecution, path.Child("podAntiAffinity"), errors);
    }

    private static void Validate(NodeAffinity affinity, FieldPath path, FieldErrors errors)
    {
        if (affinity.RequiredDuringSchedulingIgnoredDuringExecution is { } required)
            NodeSelectorRules.Validate(required, path.Child(Required), errors);
        for (var i = 0; i < affinity.PreferredDuringSchedulingIgnoredDuringExecution.Count; i++)
        {
            var term = affinity.PreferredDuringSchedulingIgnoredDuringExecution[i];
            var at = path.Child(Preferred).Index(i);
            ValidateWeight(term.Weight, at, errors);
            NodeSelectorRules.Validate(term.Preference, at.Child("preference"), errors);
        }
    }

    private static void Validate(IReadOnlyList<PodAffinityTerm> required, IReadOnlyList<WeightedPodAffinityTerm> preferred, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < required.Count; i++)
            Validate(required[i], path.Child(Required).Index(i), errors);
        for (var i = 0; i < preferred.Count; i++)
        {
            var at = path.Child(Preferred).Index(i);
            ValidateWeight(preferred[i].Weight, at, errors);
            Validate(preferred[i].PodAffinityTerm, at.Child("podAffinityTerm"), errors);
        }
    }

    private static void Validate(PodAffinityTerm term, FieldPath path, FieldErrors errors)
    {
        LabelRules.ValidateSelector(term.LabelSelector, path.Child("labelSelector"), errors);
        LabelRules.ValidateSelector(term.NamespaceSelector, path.Child("namespaceSelector"), errors);
        foreach (var name in term.Namespaces)
            errors.Invalid(path.Child("namespace"), name, NameRules.DnsLabel(name));
        if (string.IsNullOrEmpty(term.TopologyKey))
            errors.Required(path.Child("topologyKey"), "can not be empty");
        errors.Invalid(path.Child("topologyKey"), term.TopologyKey ?? "", NameRules.QualifiedName(term.TopologyKey ?? ""));
        for (var i = 0; i < term.MatchLabelKeys.Count; i++)
            errors.Invalid(path.Child("matchLabelKeys").Index(i), term.MatchLabelKeys[i], NameRules.QualifiedName(term.MatchLabelKeys[i]));
        for (var i = 0; i < term.MismatchLabelKeys.Count; i++)
            errors.Invalid(path.Child("mismatchLabelKeys").Index(i), term.MismatchLabelKeys[i], NameRules.QualifiedName(term.MismatchLabelKeys[i]));
    }

    private static void ValidateWeight(int? weight, FieldPath path, FieldErrors errors)
    {
        if (weight is null or <= 0 or > 100)
            errors.Invalid(path.Child("weight"), weight ?? 0, "must be in the range 1-100");
    }
}
