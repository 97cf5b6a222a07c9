using Krewe.Model.Validation;

namespace Krewe.Model.Scheduling;

/// <summary>Rules of priority classes.</summary>
internal static class PriorityClassRules
{
    public static void Validate(PriorityClass value, FieldErrors errors)
    {
        if (value.Metadata.Name?.StartsWith(SystemPriorities.Prefix, StringComparison.Ordinal) == true)
        {
            if (Difference(value) is { } difference)
                errors.Forbidden(FieldPath.Metadata.Child("name"), $"priority class names with '{SystemPriorities.Prefix}' prefix are reserved for system use only. error: {difference}");
        }
        else if (value.Value > SystemPriorities.HighestOfUsers)
            errors.Forbidden(FieldPath.Of("value"), FormattableString.Invariant($"maximum allowed value of a user defined priority is {SystemPriorities.HighestOfUsers}"));
        EnumRules.Optional(value.PreemptionPolicy, FieldPath.Of("preemptionPolicy"), errors);
    }

    public static void ValidateUpdate(PriorityClass value, PriorityClass old, FieldErrors errors)
    {
        if (value.Value != old.Value)
            errors.Forbidden(FieldPath.Of("value"), "may not be changed in an update.");
        if (value.PreemptionPolicy != old.PreemptionPolicy)
            errors.Immutable(FieldPath.Of("preemptionPolicy"), value.PreemptionPolicy?.Value);
    }

    private static string? Difference(PriorityClass value)
    {
        if (SystemPriorities.All.FirstOrDefault(known => known.Metadata.Name == value.Metadata.Name) is not { } system)
            return $"{value.Metadata.Name} is not a known system priority class";
        if (value.Value != system.Value)
            return FormattableString.Invariant($"value of {value.Metadata.Name} PriorityClass must be {system.Value}");
        return value.GlobalDefault == true ? $"globalDefault of {value.Metadata.Name} PriorityClass must be false" : null;
    }
}
