using Krewe.Model.Meta;
using Krewe.Model.Names;

namespace Krewe.Model.Validation;

/// <summary>Rules of labels, annotations and label selectors.</summary>
public static class LabelRules
{
    /// <summary>Bytes that the annotations of an object may have together.</summary>
    public const int MaxAnnotationBytes = 256 * 1024;

    /// <summary>Checks keys and values of labels.</summary>
    public static void ValidateLabels(IReadOnlyDictionary<string, string> labels, FieldPath path, FieldErrors errors)
    {
        foreach (var (key, value) in labels)
        {
            errors.Invalid(path, key, NameRules.QualifiedName(key));
            errors.Invalid(path, value, NameRules.LabelValue(value));
        }
    }

    /// <summary>Checks keys (in any case) and total size of annotations.</summary>
    public static void ValidateAnnotations(IReadOnlyDictionary<string, string> annotations, FieldPath path, FieldErrors errors)
    {
        var bytes = 0L;
        foreach (var (key, value) in annotations)
        {
            errors.Invalid(path, key, NameRules.QualifiedName(key.ToLowerInvariant()));
            bytes += System.Text.Encoding.UTF8.GetByteCount(key) + System.Text.Encoding.UTF8.GetByteCount(value);
        }
        if (bytes > MaxAnnotationBytes)
            errors.TooLong(path, MaxAnnotationBytes);
    }

    /// <summary>Checks a label selector; null is fine.</summary>
    public static void ValidateSelector(LabelSelector? selector, FieldPath path, FieldErrors errors)
    {
        if (selector is null)
            return;
        ValidateLabels(selector.MatchLabels, path.Child("matchLabels"), errors);
        for (var i = 0; i < selector.MatchExpressions.Count; i++)
            ValidateRequirement(selector.MatchExpressions[i], path.Child("matchExpressions").Index(i), errors);
    }

    private static void ValidateRequirement(LabelSelectorRequirement requirement, FieldPath path, FieldErrors errors)
    {
        var @operator = requirement.Operator ?? default;
        if (@operator == LabelSelectorOperator.In || @operator == LabelSelectorOperator.NotIn)
        {
            if (requirement.Values.Count == 0)
                errors.Required(path.Child("values"), "must be specified when `operator` is 'In' or 'NotIn'");
        }
        else if (@operator == LabelSelectorOperator.Exists || @operator == LabelSelectorOperator.DoesNotExist)
        {
            if (requirement.Values.Count > 0)
                errors.Forbidden(path.Child("values"), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
        }
        else
            errors.Invalid(path.Child("operator"), @operator.Value ?? "", "not a valid selector operator");

        errors.Invalid(path.Child("key"), requirement.Key ?? "", NameRules.QualifiedName(requirement.Key ?? ""));
        for (var i = 0; i < requirement.Values.Count; i++)
            errors.Invalid(path.Child("values").Index(i), requirement.Values[i], NameRules.LabelValue(requirement.Values[i]));
    }
}
