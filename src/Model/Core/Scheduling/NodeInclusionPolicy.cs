using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Whether nodes that are closed to a pod count for its spreading.</summary>
public readonly record struct NodeInclusionPolicy(string Value) : IOpenEnum<NodeInclusionPolicy>
{
    /// <summary>They do not count.</summary>
    public static NodeInclusionPolicy Honor { get; } = new("Honor");

    /// <summary>They count.</summary>
    public static NodeInclusionPolicy Ignore { get; } = new("Ignore");

    /// <inheritdoc/>
    public static IReadOnlyList<NodeInclusionPolicy> Known { get; } = [Honor, Ignore];

    /// <inheritdoc/>
    public static NodeInclusionPolicy From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
