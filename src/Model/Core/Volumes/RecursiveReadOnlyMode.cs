using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Whether mounts below a read-only one are read-only too.</summary>
public readonly record struct RecursiveReadOnlyMode(string Value) : IOpenEnum<RecursiveReadOnlyMode>
{
    /// <summary>They are not.</summary>
    public static RecursiveReadOnlyMode Disabled { get; } = new("Disabled");

    /// <summary>They are.</summary>
    public static RecursiveReadOnlyMode Enabled { get; } = new("Enabled");

    /// <summary>They are if the runtime can do it.</summary>
    public static RecursiveReadOnlyMode IfPossible { get; } = new("IfPossible");

    /// <inheritdoc/>
    public static IReadOnlyList<RecursiveReadOnlyMode> Known { get; } = [Disabled, Enabled, IfPossible];

    /// <inheritdoc/>
    public static RecursiveReadOnlyMode From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
