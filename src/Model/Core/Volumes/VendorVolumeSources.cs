using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>A volume made by an exec-based plugin.</summary>
public sealed partial record FlexVolumeSource : ApiRecord
{
    /// <summary>Name of the plugin.</summary>
    [Field(1, Required = true)]
    public string? Driver { get; init; }

    /// <summary>File system of the volume, such as ext4 or xfs; the node's default when empty.</summary>
    [Field(2)]
    public string? FsType { get; init; }

    /// <summary>Secret with the credentials.</summary>
    [Field(3)]
    public LocalObjectReference? SecretRef { get; init; }

    /// <summary>True to mount the volume for reading only.</summary>
    [Field(4, OmitZero = true)]
    public bool? ReadOnly { get; init; }

    /// <summary>Options for the plugin.</summary>
    [Field(5)]
    public IReadOnlyDictionary<string, string> Options { get; init; } = StringMap.Empty;
}

/// <summary>A Flocker data set, by name or UUID.</summary>
public sealed partial record FlockerVolumeSource : ApiRecord
{
    /// <summary>Name of the data set. Deprecated.</summary>
    [Field(1)]
    public string? DatasetName { get; init; }

    /// <summary>UUID of the data set.</summary>
    [Field(2)]
    public string? DatasetUUID { get; init; }
}

/// <summary>A Quobyte mount.</summary>
public sealed partial record QuobyteVolumeSource : ApiRecord
{
    /// <summary>Registry services as host:port pairs, separated by commas.</summary>
    [Field(1, Required = true)]
    public string? Registry { get; init; }

    /// <summary>Name of the volume.</summary>
    [Field(2, Required = true)]
    public string? Volume { get; init; }

    /// <summary>True to mount the volume for reading only.</summary>
    [Field(3, OmitZero = true)]
    public bool? ReadOnly { get; init; }

    /// <summary>User to mount as.</summary>
    [Field(4)]
    public string? User { get; init; }

    /// <summary>Group to mount as.</summary>
    [Field(5)]
    public string? Group { get; init; }

    /// <summary>Tenant that owns the volume.</summary>
    [Field(6)]
    public string? Tenant { get; init; }
}

/// <summary>A Portworx volume.</summary>
public sealed partial record PortworxVolumeSource : ApiRecord
{
    /// <summary>Identity of the disk at its provider.</summary>
    [Field(1, Required = true)]
    public string? VolumeID { get; init; }

    /// <summary>File system of the volume, such as ext4 or xfs; the node's default when empty.</summary>
    [Field(2)]
    public string? FsType { get; init; }

    /// <summary>True to mount the volume for reading only.</summary>
    [Field(3, OmitZero = true)]
    public bool? ReadOnly { get; init; }
}

/// <summary>A ScaleIO volume.</summary>
public sealed partial record ScaleIOVolumeSource : ApiRecord
{
    /// <summary>Address of the API gateway.</summary>
    [Field(1, Required = true)]
    public string? Gateway { get; init; }

    /// <summary>Name of the storage system.</summary>
    [Field(2, Required = true)]
    public string? System { get; init; }

    /// <summary>Secret with the credentials.</summary>
    [Field(3, Required = true)]
    public LocalObjectReference? SecretRef { get; init; }

    /// <summary>True to talk to the gateway over TLS.</summary>
    [Field(4, OmitZero = true)]
    public bool? SslEnabled { get; init; }

    /// <summary>Name of the protection domain.</summary>
    [Field(5)]
    public string? ProtectionDomain { get; init; }

    /// <summary>Storage pool of the domain.</summary>
    [Field(6)]
    public string? StoragePool { get; init; }

    /// <summary>ThickProvisioned or ThinProvisioned.</summary>
    [Field(7)]
    public string? StorageMode { get; init; }

    /// <summary>Name of the volume.</summary>
    [Field(8)]
    public string? VolumeName { get; init; }

    /// <summary>File system of the volume, such as ext4 or xfs; the node's default when empty.</summary>
    [Field(9)]
    public string? FsType { get; init; }

    /// <summary>True to mount the volume for reading only.</summary>
    [Field(10, OmitZero = true)]
    public bool? ReadOnly { get; init; }
}

/// <summary>A StorageOS volume.</summary>
public sealed partial record StorageOSVolumeSource : ApiRecord
{
    /// <summary>Name of the volume.</summary>
    [Field(1)]
    public string? VolumeName { get; init; }

    /// <summary>StorageOS namespace of the volume; the pod's when absent.</summary>
    [Field(2)]
    public string? VolumeNamespace { get; init; }

    /// <summary>File system of the volume, such as ext4 or xfs; the node's default when empty.</summary>
    [Field(3)]
    public string? FsType { get; init; }

    /// <summary>True to mount the volume for reading only.</summary>
    [Field(4, OmitZero = true)]
    public bool? ReadOnly { get; init; }

    /// <summary>Secret with the credentials.</summary>
    [Field(5)]
    public LocalObjectReference? SecretRef { get; init; }
}
