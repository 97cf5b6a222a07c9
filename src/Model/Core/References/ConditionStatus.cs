using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Whether a condition holds.</summary>
public readonly record struct ConditionStatus(string Value) : IOpenEnum<ConditionStatus>
{
    /// <summary>It does not.</summary>
    public static ConditionStatus False { get; } = new("False");

    /// <summary>It does.</summary>
    public static ConditionStatus True { get; } = new("True");

    /// <summary>It cannot be told.</summary>
    public static ConditionStatus Unknown { get; } = new("Unknown");

    /// <inheritdoc/>
    public static IReadOnlyList<ConditionStatus> Known { get; } = [False, True, Unknown];

    /// <inheritdoc/>
    public static ConditionStatus From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
