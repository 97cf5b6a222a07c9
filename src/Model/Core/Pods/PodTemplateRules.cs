using Krewe.Model.Meta;
using Krewe.Model.Selectors;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of the templates of kinds that keep pods running for ever, and of how those kinds select their pods.</summary>
internal static class PodTemplateRules
{
    private const string Mismatch = "`selector` does not match template `labels`";

    /// <summary>Checks a template whose pods may end.</summary>
    public static void Validate(PodTemplateSpec template, FieldPath path, FieldErrors errors)
    {
        LabelRules.ValidateLabels(template.Metadata.Labels, path.Child("metadata").Child("labels"), errors);
        LabelRules.ValidateAnnotations(template.Metadata.Annotations, path.Child("metadata").Child("annotations"), errors);
        StopWhenCutOff.Validate(template.Metadata.Annotations, path.Child("metadata").Child("annotations"), errors);
        var spec = path.Child("spec");
        PodSpecRules.Validate(template.Spec, spec, errors);
        if (template.Spec.EphemeralContainers.Count > 0)
            errors.Forbidden(spec.Child("ephemeralContainers"), "ephemeral containers not allowed in pod template");
    }

    /// <summary>Checks a template whose pods run for ever, of a kind.</summary>
    public static void Validate(PodTemplateSpec template, string kind, FieldPath path, FieldErrors errors)
    {
        Validate(template, path, errors);
        var spec = path.Child("spec");
        if (template.Spec.RestartPolicy is { } policy && policy != RestartPolicy.Always && RestartPolicy.Known.Contains(policy))
            errors.NotSupported(spec.Child("restartPolicy"), policy.Value, [RestartPolicy.Always.Value]);
        if (template.Spec.ActiveDeadlineSeconds is not null)
            errors.Forbidden(spec.Child("activeDeadlineSeconds"), $"activeDeadlineSeconds in {kind} is not Supported");
    }

    /// <summary>Checks a selector that must be there, must not be empty, and must match the template's labels.</summary>
    public static void ValidateSelector(LabelSelector? selector, PodTemplateSpec template, FieldPath spec, FieldErrors errors)
    {
        var path = spec.Child("selector");
        if (selector is null)
        {
            errors.Required(path);
            return;
        }
        LabelRules.ValidateSelector(selector, path, errors);
        if (selector is { MatchLabels.Count: 0, MatchExpressions.Count: 0 })
            errors.Invalid(path, selector, "empty selector is invalid for deployment");
        else if (!LabelQuery.From(selector).Matches(template.Metadata.Labels))
            errors.Invalid(spec.Child("template").Child("metadata").Child("labels"), template.Metadata.Labels, Mismatch);
    }

    /// <summary>The same for a selector that is a plain map.</summary>
    public static void ValidateSelector(IReadOnlyDictionary<string, string> selector, PodTemplateSpec template, FieldPath spec, FieldErrors errors)
    {
        if (selector.Count == 0)
            errors.Required(spec.Child("selector"));
        else if (!LabelQuery.FromLabels(selector).Matches(template.Metadata.Labels))
            errors.Invalid(spec.Child("template").Child("metadata").Child("labels"), template.Metadata.Labels, Mismatch);
    }
}
