using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Class of a pod by its requests and limits.</summary>
public readonly record struct PodQosClass(string Value) : IOpenEnum<PodQosClass>
{
    /// <summary>It has none.</summary>
    public static PodQosClass BestEffort { get; } = new("BestEffort");

    /// <summary>It has some.</summary>
    public static PodQosClass Burstable { get; } = new("Burstable");

    /// <summary>Limits equal requests, for CPU and memory of all containers.</summary>
    public static PodQosClass Guaranteed { get; } = new("Guaranteed");

    /// <inheritdoc/>
    public static IReadOnlyList<PodQosClass> Known { get; } = [BestEffort, Burstable, Guaranteed];

    /// <inheritdoc/>
    public static PodQosClass From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
