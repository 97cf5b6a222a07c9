using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>What a change of a resource does to a running container.</summary>
public readonly record struct ResourceResizeRestartPolicy(string Value) : IOpenEnum<ResourceResizeRestartPolicy>
{
    /// <summary>It goes on running if it can.</summary>
    public static ResourceResizeRestartPolicy NotRequired { get; } = new("NotRequired");

    /// <summary>It is restarted.</summary>
    public static ResourceResizeRestartPolicy RestartContainer { get; } = new("RestartContainer");

    /// <inheritdoc/>
    public static IReadOnlyList<ResourceResizeRestartPolicy> Known { get; } = [NotRequired, RestartContainer];

    /// <inheritdoc/>
    public static ResourceResizeRestartPolicy From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
