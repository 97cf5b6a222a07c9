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
        {
            var at = path.Child("podAffinity");
            Validate(near.RequiredDuringSchedulingIgnoredDuringExecution, at.Child(Required), errors);
            Validate(near.PreferredDuringSchedulingIgnoredDuringExecution, at.Child(Preferred), errors);
        }
        if (affinity?.PodAntiAffinity is { } away)
        {
            var at = path.Child("podAntiAffinity");
            Validate(away.RequiredDuringSchedulingIgnoredDuringExecution, at.Child(Required), errors);
            Validate(away.PreferredDuringSchedulingIgnoredDuringExecution, at.Child(Preferred), errors);
        }
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

    private static void Validate(IReadOnlyList<PodAffinityTerm> terms, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < terms.Count; i++)
            Validate(terms[i], path.Index(i), errors);
    }

    private static void Validate(IReadOnlyList<WeightedPodAffinityTerm> terms, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < terms.Count; i++)
        {
            ValidateWeight(terms[i].Weight, path.Index(i), errors);
            Validate(terms[i].PodAffinityTerm, path.Index(i).Child("podAffinityTerm"), errors);
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
        ValidateKeys(term.MatchLabelKeys, path.Child("matchLabelKeys"), errors);
        ValidateKeys(term.MismatchLabelKeys, path.Child("mismatchLabelKeys"), errors);
    }

    private static void ValidateKeys(IReadOnlyList<string> keys, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < keys.Count; i++)
            errors.Invalid(path.Index(i), keys[i], NameRules.QualifiedName(keys[i]));
    }

    private static void ValidateWeight(int? weight, FieldPath path, FieldErrors errors)
    {
        if (weight is null or <= 0 or > 100)
            errors.Invalid(path.Child("weight"), weight ?? 0, "must be in the range 1-100");
    }
}
