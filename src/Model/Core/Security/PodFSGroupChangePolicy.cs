using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>When volumes change their owner.</summary>
public readonly record struct PodFSGroupChangePolicy(string Value) : IOpenEnum<PodFSGroupChangePolicy>
{
    /// <summary>At every mount.</summary>
    public static PodFSGroupChangePolicy Always { get; } = new("Always");

    /// <summary>When the root directory's owner differs.</summary>
    public static PodFSGroupChangePolicy OnRootMismatch { get; } = new("OnRootMismatch");

    /// <inheritdoc/>
    public static IReadOnlyList<PodFSGroupChangePolicy> Known { get; } = [Always, OnRootMismatch];

    /// <inheritdoc/>
    public static PodFSGroupChangePolicy From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
