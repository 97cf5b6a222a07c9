using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Entries of a config map as files.</summary>
public sealed partial record ConfigMapVolumeSource : ApiRecord
{
    /// <summary>Name of the object.</summary>
    [Field(1, Within = 1)]
    public string? Name { get; init; }

    /// <summary>Entries to project and their paths; all entries when empty.</summary>
    [Field(2)]
    public IReadOnlyList<KeyToPath> Items { get; init; } = [];

    /// <summary>Permission bits of created files that set none, 0 to 0777; 0644 by default.</summary>
    [Field(3)]
    public int? DefaultMode { get; init; }

    /// <summary>True if the reference may point at nothing.</summary>
    [Field(4)]
    public bool? Optional { get; init; }
}

/// <summary>Entries of a secret as files.</summary>
public sealed partial record SecretVolumeSource : ApiRecord
{
    /// <summary>Name of the secret in the pod's namespace.</summary>
    [Field(1)]
    public string? SecretName { get; init; }

    /// <summary>Entries to project and their paths; all entries when empty.</summary>
    [Field(2)]
    public IReadOnlyList<KeyToPath> Items { get; init; } = [];

    /// <summary>Permission bits of created files that set none, 0 to 0777; 0644 by default.</summary>
    [Field(3)]
    public int? DefaultMode { get; init; }

    /// <summary>True if the reference may point at nothing.</summary>
    [Field(4)]
    public bool? Optional { get; init; }
}

/// <summary>Maps one entry to a file.</summary>
public sealed partial record KeyToPath : ApiRecord
{
    /// <summary>Key of the entry.</summary>
    [Field(1, Required = true)]
    public string? Key { get; init; }

    /// <summary>Path of the file, relative and without "..".</summary>
    [Field(2, Required = true)]
    public string? Path { get; init; }

    /// <summary>Permission bits of the file, 0 to 0777; the volume's default when absent.</summary>
    [Field(3)]
    public int? Mode { get; init; }
}
