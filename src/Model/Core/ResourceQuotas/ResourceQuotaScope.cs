using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>A set of pods that a quota may be limited to.</summary>
public readonly record struct ResourceQuotaScope(string Value) : IOpenEnum<ResourceQuotaScope>
{
    /// <summary>Pods with a deadline.</summary>
    public static ResourceQuotaScope Terminating { get; } = new("Terminating");

    /// <summary>Pods without a deadline.</summary>
    public static ResourceQuotaScope NotTerminating { get; } = new("NotTerminating");

    /// <summary>Pods that ask for no resources.</summary>
    public static ResourceQuotaScope BestEffort { get; } = new("BestEffort");

    /// <summary>Pods that ask for some.</summary>
    public static ResourceQuotaScope NotBestEffort { get; } = new("NotBestEffort");

    /// <summary>Pods by the name of their priority class.</summary>
    public static ResourceQuotaScope PriorityClass { get; } = new("PriorityClass");

    /// <summary>Pods whose affinity looks into other namespaces.</summary>
    public static ResourceQuotaScope CrossNamespacePodAffinity { get; } = new("CrossNamespacePodAffinity");

    /// <summary>Claims of volumes by the name of their attributes class.</summary>
    public static ResourceQuotaScope VolumeAttributesClass { get; } = new("VolumeAttributesClass");

    /// <inheritdoc/>
    public static IReadOnlyList<ResourceQuotaScope> Known { get; } = [Terminating, NotTerminating, BestEffort, NotBestEffort, PriorityClass, CrossNamespacePodAffinity, VolumeAttributesClass];

    /// <inheritdoc/>
    public static ResourceQuotaScope From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
