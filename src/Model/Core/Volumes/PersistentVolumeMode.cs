using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>What a volume is to a pod.</summary>
public readonly record struct PersistentVolumeMode(string Value) : IOpenEnum<PersistentVolumeMode>
{
    /// <summary>A raw block device.</summary>
    public static PersistentVolumeMode Block { get; } = new("Block");

    /// <summary>A file system.</summary>
    public static PersistentVolumeMode Filesystem { get; } = new("Filesystem");

    /// <inheritdoc/>
    public static IReadOnlyList<PersistentVolumeMode> Known { get; } = [Block, Filesystem];

    /// <inheritdoc/>
    public static PersistentVolumeMode From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
