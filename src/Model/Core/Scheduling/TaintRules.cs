using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of taints.</summary>
internal static class TaintRules
{
    public static void Validate(IReadOnlyList<Taint> taints, FieldPath path, FieldErrors errors)
    {
        var seen = new HashSet<(string?, TaintEffect?)>();
        for (var i = 0; i < taints.Count; i++)
        {
            var taint = taints[i];
            var at = path.Index(i);
            errors.Invalid(at.Child("key"), taint.Key ?? "", NameRules.QualifiedName(taint.Key ?? ""));
            errors.Invalid(at.Child("value"), taint.Value ?? "", NameRules.LabelValue(taint.Value ?? ""));
            EnumRules.Required(taint.Effect, at.Child("effect"), errors);
            if (!seen.Add((taint.Key, taint.Effect)))
                errors.Duplicate(at, taint, "taints must be unique by key and effect pair");
        }
    }
}
