using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>How later mounts pass between node and container.</summary>
public readonly record struct MountPropagationMode(string Value) : IOpenEnum<MountPropagationMode>
{
    /// <summary>In both directions.</summary>
    public static MountPropagationMode Bidirectional { get; } = new("Bidirectional");

    /// <summary>From the node to the container.</summary>
    public static MountPropagationMode HostToContainer { get; } = new("HostToContainer");

    /// <summary>Not at all.</summary>
    public static MountPropagationMode None { get; } = new("None");

    /// <inheritdoc/>
    public static IReadOnlyList<MountPropagationMode> Known { get; } = [Bidirectional, HostToContainer, None];

    /// <inheritdoc/>
    public static MountPropagationMode From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
