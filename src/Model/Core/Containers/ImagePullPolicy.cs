using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>When an image is pulled.</summary>
public readonly record struct ImagePullPolicy(string Value) : IOpenEnum<ImagePullPolicy>
{
    /// <summary>Before every start of a container.</summary>
    public static ImagePullPolicy Always { get; } = new("Always");

    /// <summary>When the node does not have it.</summary>
    public static ImagePullPolicy IfNotPresent { get; } = new("IfNotPresent");

    /// <summary>Not at all; it must be on the node.</summary>
    public static ImagePullPolicy Never { get; } = new("Never");

    /// <inheritdoc/>
    public static IReadOnlyList<ImagePullPolicy> Known { get; } = [Always, IfNotPresent, Never];

    /// <inheritdoc/>
    public static ImagePullPolicy From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
