using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of topology spread constraints.</summary>
internal static class TopologySpreadRules
{
    private const string NotPositive = "must be greater than zero";

    public static void Validate(IReadOnlyList<TopologySpreadConstraint> constraints, FieldPath path, FieldErrors errors)
    {
        var seen = new HashSet<(string?, UnsatisfiableConstraintAction?)>();
        for (var i = 0; i < constraints.Count; i++)
        {
            var constraint = constraints[i];
            Validate(constraint, path.Index(i), errors);
            if (!seen.Add((constraint.TopologyKey, constraint.WhenUnsatisfiable)))
            {
                var key = $"{{{constraint.TopologyKey}, {constraint.WhenUnsatisfiable}}}";
                errors.Duplicate(path.Index(i).Child("{topologyKey, whenUnsatisfiable}"), key);
            }
        }
    }

    private static void Validate(TopologySpreadConstraint constraint, FieldPath path, FieldErrors errors)
    {
        if (constraint.MaxSkew is null or <= 0)
            errors.Invalid(path.Child("maxSkew"), constraint.MaxSkew ?? 0, NotPositive);
        if (string.IsNullOrEmpty(constraint.TopologyKey))
            errors.Required(path.Child("topologyKey"), "can not be empty");
        else
            errors.Invalid(path.Child("topologyKey"), constraint.TopologyKey, NameRules.QualifiedName(constraint.TopologyKey));
        if (constraint.WhenUnsatisfiable is { Value.Length: > 0 })
            EnumRules.Optional(constraint.WhenUnsatisfiable, path.Child("whenUnsatisfiable"), errors);
        else
            errors.NotSupported(path.Child("whenUnsatisfiable"), new UnsatisfiableConstraintAction(""));
        if (constraint.MinDomains is { } domains)
        {
            if (domains <= 0)
                errors.Invalid(path.Child("minDomains"), domains, NotPositive);
            if (constraint.WhenUnsatisfiable != UnsatisfiableConstraintAction.DoNotSchedule)
            {
                errors.Invalid(
                    path.Child("minDomains"),
                    domains,
                    $"can only use minDomains if whenUnsatisfiable={UnsatisfiableConstraintAction.DoNotSchedule}, not {constraint.WhenUnsatisfiable}");
            }
        }
        EnumRules.Optional(constraint.NodeAffinityPolicy, path.Child("nodeAffinityPolicy"), errors);
        EnumRules.Optional(constraint.NodeTaintsPolicy, path.Child("nodeTaintsPolicy"), errors);
        LabelRules.ValidateSelector(constraint.LabelSelector, path.Child("labelSelector"), errors);
    }
}
