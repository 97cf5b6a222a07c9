using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>A disk of Google Compute Engine, in the node's zone.</summary>
public sealed partial record GCEPersistentDiskVolumeSource : ApiRecord
{
    /// <summary>Name of the disk.</summary>
    [Field(1, Required = true)]
    public string? PdName { get; init; }

    /// <summary>File system of the volume, such as ext4 or xfs; the node's default when empty.</summary>
    [Field(2)]
    public string? FsType { get; init; }

    /// <summary>Partition to mount; 0 or absent for the whole device.</summary>
    [Field(3, OmitZero = true)]
    public int? Partition { get; init; }

    /// <summary>True to mount the volume for reading only.</summary>
    [Field(4, OmitZero = true)]
    public bool? ReadOnly { get; init; }
}

/// <summary>A disk of AWS Elastic Block Store, in the node's zone.</summary>
public sealed partial record AWSElasticBlockStoreVolumeSource : ApiRecord
{
    /// <summary>Identity of the disk at its provider.</summary>
    [Field(1, Required = true)]
    public string? VolumeID { get; init; }

    /// <summary>File system of the volume, such as ext4 or xfs; the node's default when empty.</summary>
    [Field(2)]
    public string? FsType { get; init; }

    /// <summary>Partition to mount; 0 or absent for the whole device.</summary>
    [Field(3, OmitZero = true)]
    public int? Partition { get; init; }

    /// <summary>True to mount the volume for reading only.</summary>
    [Field(4, OmitZero = true)]
    public bool? ReadOnly { get; init; }
}

/// <summary>An Azure file share.</summary>
public sealed partial record AzureFileVolumeSource : ApiRecord
{
    /// <summary>Secret with the storage account's name and key.</summary>
    [Field(1, Required = true)]
    public string? SecretName { get; init; }

    /// <summary>Name of the share.</summary>
    [Field(2, Required = true)]
    public string? ShareName { get; init; }

    /// <summary>True to mount the volume for reading only.</summary>
    [Field(3, OmitZero = true)]
    public bool? ReadOnly { get; init; }
}

/// <summary>An Azure data disk.</summary>
public sealed partial record AzureDiskVolumeSource : ApiRecord
{
    /// <summary>Name of the disk.</summary>
    [Field(1, Required = true)]
    public string? DiskName { get; init; }

    /// <summary>URI of the disk.</summary>
    [Field(2, Required = true)]
    public string? DiskURI { get; init; }

    /// <summary>Host caching: None, ReadOnly or ReadWrite.</summary>
    [Field(3)]
    public string? CachingMode { get; init; }

    /// <summary>File system of the volume, such as ext4 or xfs; the node's default when empty.</summary>
    [Field(4)]
    public string? FsType { get; init; }

    /// <summary>True to mount the volume for reading only.</summary>
    [Field(5)]
    public bool? ReadOnly { get; init; }

    /// <summary>Kind of disk: Shared, Dedicated or Managed.</summary>
    [Field(6)]
    public string? Kind { get; init; }
}

/// <summary>A disk of OpenStack Cinder.</summary>
public sealed partial record CinderVolumeSource : ApiRecord
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

    /// <summary>Secret with the credentials.</summary>
    [Field(4)]
    public LocalObjectReference? SecretRef { get; init; }
}

/// <summary>A vSphere disk.</summary>
public sealed partial record VsphereVirtualDiskVolumeSource : ApiRecord
{
    /// <summary>Path of the disk.</summary>
    [Field(1, Required = true)]
    public string? VolumePath { get; init; }

    /// <summary>File system of the volume, such as ext4 or xfs; the node's default when empty.</summary>
    [Field(2)]
    public string? FsType { get; init; }

    /// <summary>Name of the storage policy.</summary>
    [Field(3)]
    public string? StoragePolicyName { get; init; }

    /// <summary>Identity of the storage policy.</summary>
    [Field(4)]
    public string? StoragePolicyID { get; init; }
}

/// <summary>A disk of the Photon controller.</summary>
public sealed partial record PhotonPersistentDiskVolumeSource : ApiRecord
{
    /// <summary>Identity of the disk.</summary>
    [Field(1, Required = true)]
    public string? PdID { get; init; }

    /// <summary>File system of the volume, such as ext4 or xfs; the node's default when empty.</summary>
    [Field(2)]
    public string? FsType { get; init; }
}
