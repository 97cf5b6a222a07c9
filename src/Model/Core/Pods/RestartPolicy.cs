using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>When a pod's containers are restarted after they end.</summary>
public readonly record struct RestartPolicy(string Value) : IOpenEnum<RestartPolicy>
{
    /// <summary>Whatever their exit code.</summary>
    public static RestartPolicy Always { get; } = new("Always");

    /// <summary>When they failed.</summary>
    public static RestartPolicy OnFailure { get; } = new("OnFailure");

    /// <summary>Not at all.</summary>
    public static RestartPolicy Never { get; } = new("Never");

    /// <inheritdoc/>
    public static IReadOnlyList<RestartPolicy> Known { get; } = [Always, OnFailure, Never];

    /// <inheritdoc/>
    public static RestartPolicy From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
