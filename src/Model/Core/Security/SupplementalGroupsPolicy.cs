using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>How the groups of an image's user count.</summary>
public readonly record struct SupplementalGroupsPolicy(string Value) : IOpenEnum<SupplementalGroupsPolicy>
{
    /// <summary>They are added to those of the pod.</summary>
    public static SupplementalGroupsPolicy Merge { get; } = new("Merge");

    /// <summary>They do not count.</summary>
    public static SupplementalGroupsPolicy Strict { get; } = new("Strict");

    /// <inheritdoc/>
    public static IReadOnlyList<SupplementalGroupsPolicy> Known { get; } = [Merge, Strict];

    /// <inheritdoc/>
    public static SupplementalGroupsPolicy From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
