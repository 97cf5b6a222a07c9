using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>What must be found at a node's path, or be made there.</summary>
public readonly record struct HostPathType(string Value) : IOpenEnum<HostPathType>
{
    /// <summary>A directory, made when missing.</summary>
    public static HostPathType DirectoryOrCreate { get; } = new("DirectoryOrCreate");

    /// <summary>An existing directory.</summary>
    public static HostPathType Directory { get; } = new("Directory");

    /// <summary>A file, made when missing.</summary>
    public static HostPathType FileOrCreate { get; } = new("FileOrCreate");

    /// <summary>An existing file.</summary>
    public static HostPathType File { get; } = new("File");

    /// <summary>An existing Unix socket.</summary>
    public static HostPathType Socket { get; } = new("Socket");

    /// <summary>An existing character device.</summary>
    public static HostPathType CharDevice { get; } = new("CharDevice");

    /// <summary>An existing block device.</summary>
    public static HostPathType BlockDevice { get; } = new("BlockDevice");

    /// <inheritdoc/>
    public static IReadOnlyList<HostPathType> Known { get; } =
    [
        DirectoryOrCreate, Directory, FileOrCreate, File, Socket, CharDevice, BlockDevice,
    ];

    /// <inheritdoc/>
    public static HostPathType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
