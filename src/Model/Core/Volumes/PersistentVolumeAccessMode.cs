using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>How a volume can be mounted.</summary>
public readonly record struct PersistentVolumeAccessMode(string Value) : IOpenEnum<PersistentVolumeAccessMode>
{
    /// <summary>For reading and writing by one node.</summary>
    public static PersistentVolumeAccessMode ReadWriteOnce { get; } = new("ReadWriteOnce");

    /// <summary>For reading by many nodes.</summary>
    public static PersistentVolumeAccessMode ReadOnlyMany { get; } = new("ReadOnlyMany");

    /// <summary>For reading and writing by many nodes.</summary>
    public static PersistentVolumeAccessMode ReadWriteMany { get; } = new("ReadWriteMany");

    /// <summary>For reading and writing by one pod.</summary>
    public static PersistentVolumeAccessMode ReadWriteOncePod { get; } = new("ReadWriteOncePod");

    /// <inheritdoc/>
    public static IReadOnlyList<PersistentVolumeAccessMode> Known { get; } = [ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod];

    /// <inheritdoc/>
    public static PersistentVolumeAccessMode From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
