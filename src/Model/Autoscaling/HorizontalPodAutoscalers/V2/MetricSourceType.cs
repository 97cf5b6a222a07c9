using Krewe.Model.Schema;

namespace Krewe.Model.Autoscaling.V2;

/// <summary>Where what is measured comes from.</summary>
public readonly record struct MetricSourceType(string Value) : IOpenEnum<MetricSourceType>
{
    /// <summary>A resource that one container of each pod uses.</summary>
    public static MetricSourceType ContainerResource { get; } = new("ContainerResource");

    /// <summary>Something outside of the cluster.</summary>
    public static MetricSourceType External { get; } = new("External");

    /// <summary>An object of the cluster.</summary>
    public static MetricSourceType Object { get; } = new("Object");

    /// <summary>Each of the pods.</summary>
    public static MetricSourceType Pods { get; } = new("Pods");

    /// <summary>A resource that the pods use.</summary>
    public static MetricSourceType Resource { get; } = new("Resource");

    /// <inheritdoc/>
    public static IReadOnlyList<MetricSourceType> Known { get; } = [ContainerResource, External, Object, Pods, Resource];

    /// <inheritdoc/>
    public static MetricSourceType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
