using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>When one container is restarted, whatever the pod's policy.</summary>
public readonly record struct ContainerRestartPolicy(string Value) : IOpenEnum<ContainerRestartPolicy>
{
    /// <summary>Whenever it ends.</summary>
    public static ContainerRestartPolicy Always { get; } = new("Always");

    /// <inheritdoc/>
    public static IReadOnlyList<ContainerRestartPolicy> Known { get; } = [Always];

    /// <inheritdoc/>
    public static ContainerRestartPolicy From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
