using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>How volumes get their SELinux label.</summary>
public readonly record struct PodSELinuxChangePolicy(string Value) : IOpenEnum<PodSELinuxChangePolicy>
{
    /// <summary>By a mount option.</summary>
    public static PodSELinuxChangePolicy MountOption { get; } = new("MountOption");

    /// <summary>File by file.</summary>
    public static PodSELinuxChangePolicy Recursive { get; } = new("Recursive");

    /// <inheritdoc/>
    public static IReadOnlyList<PodSELinuxChangePolicy> Known { get; } = [MountOption, Recursive];

    /// <inheritdoc/>
    public static PodSELinuxChangePolicy From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
