using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>How /proc is mounted in a container.</summary>
public readonly record struct ProcMountType(string Value) : IOpenEnum<ProcMountType>
{
    /// <summary>With the runtime's masked and read-only paths.</summary>
    public static ProcMountType Default { get; } = new("Default");

    /// <summary>With nothing masked.</summary>
    public static ProcMountType Unmasked { get; } = new("Unmasked");

    /// <inheritdoc/>
    public static IReadOnlyList<ProcMountType> Known { get; } = [Default, Unmasked];

    /// <inheritdoc/>
    public static ProcMountType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
