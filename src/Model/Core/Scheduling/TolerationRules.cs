using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of tolerations.</summary>
internal static class TolerationRules
{
    public static void Validate(IReadOnlyList<Toleration> tolerations, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < tolerations.Count; i++)
            Validate(tolerations[i], path.Index(i), errors);
    }

    private static void Validate(Toleration toleration, FieldPath path, FieldErrors errors)
    {
        TextRules.Optional(toleration.Key, NameRules.QualifiedName, path.Child("key"), errors);
        if (string.IsNullOrEmpty(toleration.Key) && toleration.Operator != TolerationOperator.Exists)
        {
            errors.Invalid(
                path.Child("operator"),
                toleration.Operator?.Value ?? "",
                "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }
        if (toleration.TolerationSeconds is not null && toleration.Effect != TaintEffect.NoExecute)
            errors.Invalid(path.Child("effect"), toleration.Effect?.Value ?? "", "effect must be 'NoExecute' when `tolerationSeconds` is set");

        switch (toleration.Operator?.Value)
        {
            case null or "" or "Equal":
                errors.Invalid(path.Child("operator"), toleration.Value ?? "", NameRules.LabelValue(toleration.Value ?? ""));
                break;
            case "Exists":
                if (!string.IsNullOrEmpty(toleration.Value))
                    errors.Invalid(path.Child("operator"), toleration, "value must be empty when `operator` is 'Exists'");
                break;
            default:
                errors.NotSupported(path.Child("operator"), toleration.Operator.Value);
                break;
        }
        if (toleration.Effect is { Value.Length: > 0 })
            EnumRules.Optional(toleration.Effect, path.Child("effect"), errors);
    }
}
