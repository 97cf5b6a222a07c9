using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Where a namespace is in its life.</summary>
public readonly record struct NamespacePhase(string Value) : IOpenEnum<NamespacePhase>
{
    /// <summary>In use.</summary>
    public static NamespacePhase Active { get; } = new("Active");

    /// <summary>Being deleted.</summary>
    public static NamespacePhase Terminating { get; } = new("Terminating");

    /// <inheritdoc/>
    public static IReadOnlyList<NamespacePhase> Known { get; } = [Active, Terminating];

    /// <inheritdoc/>
    public static NamespacePhase From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
