using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>A directory exported over NFS.</summary>
public sealed partial record NFSVolumeSource : ApiRecord
{
    /// <summary>Host name or address of the server.</summary>
    [Field(1, Required = true)]
    public string? Server { get; init; }

    /// <summary>Path that the server exports.</summary>
    [Field(2, Required = true)]
    public string? Path { get; init; }

    /// <summary>True to mount the volume for reading only.</summary>
    [Field(3, OmitZero = true)]
    public bool? ReadOnly { get; init; }
}

/// <summary>A disk reached over iSCSI, mounted by one node at a time unless read-only.</summary>
public sealed partial record ISCSIVolumeSource : ApiRecord
{
    /// <summary>Address of the portal, with port unless it is the default one.</summary>
    [Field(1, Required = true)]
    public string? TargetPortal { get; init; }

    /// <summary>Qualified name of the target.</summary>
    [Field(2, Required = true)]
    public string? Iqn { get; init; }

    /// <summary>Logical unit number of the target.</summary>
    [Field(3, Required = true)]
    public int? Lun { get; init; }

    /// <summary>Interface that carries the traffic; default when absent.</summary>
    [Field(4)]
    public string? IscsiInterface { get; init; }

    /// <summary>File system of the volume, such as ext4 or xfs; the node's default when empty.</summary>
    [Field(5)]
    public string? FsType { get; init; }

    /// <summary>True to mount the volume for reading only.</summary>
    [Field(6, OmitZero = true)]
    public bool? ReadOnly { get; init; }

    /// <summary>Further portals, for several paths.</summary>
    [Field(7)]
    public IReadOnlyList<string> Portals { get; init; } = [];

    /// <summary>True to authenticate discovery with CHAP.</summary>
    [Field(8, OmitZero = true)]
    public bool? ChapAuthDiscovery { get; init; }

    /// <summary>True to authenticate the session with CHAP.</summary>
    [Field(11, OmitZero = true)]
    public bool? ChapAuthSession { get; init; }

    /// <summary>Secret with the credentials.</summary>
    [Field(10)]
    public LocalObjectReference? SecretRef { get; init; }

    /// <summary>Name of the initiator on the node, in place of the node's own.</summary>
    [Field(12)]
    public string? InitiatorName { get; init; }
}

/// <summary>A Fibre Channel disk, by target names and lun or by worldwide identifiers.</summary>
public sealed partial record FCVolumeSource : ApiRecord
{
    /// <summary>Worldwide names of the targets.</summary>
    [Field(1)]
    public IReadOnlyList<string> TargetWWNs { get; init; } = [];

    /// <summary>Logical unit number of the target.</summary>
    [Field(2)]
    public int? Lun { get; init; }

    /// <summary>File system of the volume, such as ext4 or xfs; the node's default when empty.</summary>
    [Field(3)]
    public string? FsType { get; init; }

    /// <summary>True to mount the volume for reading only.</summary>
    [Field(4, OmitZero = true)]
    public bool? ReadOnly { get; init; }

    /// <summary>Worldwide identifiers of the volume.</summary>
    [Field(5)]
    public IReadOnlyList<string> Wwids { get; init; } = [];
}

/// <summary>A Ceph file system.</summary>
public sealed partial record CephFSVolumeSource : ApiRecord
{
    /// <summary>Addresses of the Ceph monitors.</summary>
    [Field(1, Required = true)]
    public IReadOnlyList<string> Monitors { get; init; } = [];

    /// <summary>Path in the file system; the root by default.</summary>
    [Field(2)]
    public string? Path { get; init; }

    /// <summary>Ceph user; admin by default.</summary>
    [Field(3)]
    public string? User { get; init; }

    /// <summary>Path of the user's key ring; /etc/ceph/user.secret by default.</summary>
    [Field(4)]
    public string? SecretFile { get; init; }

    /// <summary>Secret with the credentials.</summary>
    [Field(5)]
    public LocalObjectReference? SecretRef { get; init; }

    /// <summary>True to mount the volume for reading only.</summary>
    [Field(6, OmitZero = true)]
    public bool? ReadOnly { get; init; }
}

/// <summary>A Ceph block device.</summary>
public sealed partial record RBDVolumeSource : ApiRecord
{
    /// <summary>Addresses of the Ceph monitors.</summary>
    [Field(1, Required = true)]
    public IReadOnlyList<string> Monitors { get; init; } = [];

    /// <summary>Name of the image.</summary>
    [Field(2, Required = true)]
    public string? Image { get; init; }

    /// <summary>File system of the volume, such as ext4 or xfs; the node's default when empty.</summary>
    [Field(3)]
    public string? FsType { get; init; }

    /// <summary>Pool of the image; rbd by default.</summary>
    [Field(4)]
    public string? Pool { get; init; }

    /// <summary>Ceph user; admin by default.</summary>
    [Field(5)]
    public string? User { get; init; }

    /// <summary>Path of the user's key ring; /etc/ceph/keyring by default.</summary>
    [Field(6)]
    public string? Keyring { get; init; }

    /// <summary>Secret with the credentials.</summary>
    [Field(7)]
    public LocalObjectReference? SecretRef { get; init; }

    /// <summary>True to mount the volume for reading only.</summary>
    [Field(8, OmitZero = true)]
    public bool? ReadOnly { get; init; }
}

/// <summary>A GlusterFS volume.</summary>
public sealed partial record GlusterfsVolumeSource : ApiRecord
{
    /// <summary>Endpoints object that lists the servers.</summary>
    [Field(1, Required = true)]
    public string? Endpoints { get; init; }

    /// <summary>Path of the volume.</summary>
    [Field(2, Required = true)]
    public string? Path { get; init; }

    /// <summary>True to mount the volume for reading only.</summary>
    [Field(3, OmitZero = true)]
    public bool? ReadOnly { get; init; }
}
