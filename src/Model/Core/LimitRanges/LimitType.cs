using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>What a limit applies to.</summary>
public readonly record struct LimitType(string Value) : IOpenEnum<LimitType>
{
    /// <summary>All containers of a pod together.</summary>
    public static LimitType Pod { get; } = new("Pod");

    /// <summary>Each container.</summary>
    public static LimitType Container { get; } = new("Container");

    /// <summary>A claim of a volume.</summary>
    public static LimitType PersistentVolumeClaim { get; } = new("PersistentVolumeClaim");

    /// <inheritdoc/>
    public static IReadOnlyList<LimitType> Known { get; } = [Pod, Container, PersistentVolumeClaim];

    /// <inheritdoc/>
    public static LimitType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
