using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Rbac;

/// <summary>Rules of roles and of names in this API group, which may be anything that fits into a path.</summary>
internal static class PolicyRules
{
    /// <summary>The name of a role or binding.</summary>
    public static IReadOnlyList<string> Name(string name)
    {
        if (name is "." or "..")
            return [$"may not be '{name}'"];
        // Kubernetes takes these; storage orders keys by their text and does not.
        if (name.Any(c => char.IsControl(c) || char.IsSurrogate(c)))
            return ["may not contain control characters or characters beyond U+FFFF"];
        return [.. new[] { '/', '%' }.Where(name.Contains).Select(refused => $"may not contain '{refused}'")];
    }

    /// <summary>The rule of such names.</summary>
    public static NameRule NameRule { get; } = Name;

    public static void Validate(IReadOnlyList<PolicyRule> rules, bool namespaced, FieldErrors errors)
    {
        for (var i = 0; i < rules.Count; i++)
            Validate(rules[i], namespaced, FieldPath.Of("rules").Index(i), errors);
    }

    private static void Validate(PolicyRule rule, bool namespaced, FieldPath path, FieldErrors errors)
    {
        if (rule.Verbs.Count == 0)
            errors.Required(path.Child("verbs"), "verbs must contain at least one value");
        if (rule.NonResourceURLs.Count > 0)
        {
            if (namespaced)
                errors.Invalid(path.Child("nonResourceURLs"), rule.NonResourceURLs, "namespaced rules cannot apply to non-resource URLs");
            if (rule.ApiGroups.Count + rule.Resources.Count + rule.ResourceNames.Count > 0)
                errors.Invalid(path.Child("nonResourceURLs"), rule.NonResourceURLs, "rules cannot apply to both regular resources and non-resource URLs");
            return;
        }
        if (rule.ApiGroups.Count == 0)
            errors.Required(path.Child("apiGroups"), "resource rules must supply at least one api group");
        if (rule.Resources.Count == 0)
            errors.Required(path.Child("resources"), "resource rules must supply at least one resource");
    }
}
