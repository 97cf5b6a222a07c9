using Krewe.Model.Meta;
using Krewe.Model.Quantities;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>The volume bound to a claim.</summary>
public sealed partial record PersistentVolumeClaimVolumeSource : ApiRecord
{
    /// <summary>Name of the claim in the pod's namespace.</summary>
    [Field(1, Required = true)]
    public string? ClaimName { get; init; }

    /// <summary>True to mount the volume for reading only.</summary>
    [Field(2, OmitZero = true)]
    public bool? ReadOnly { get; init; }
}

/// <summary>A volume made through a claim that lives and goes with the pod.</summary>
public sealed partial record EphemeralVolumeSource : ApiRecord
{
    /// <summary>The claim to make; it is named pod-volume and owned by the pod.</summary>
    [Field(1)]
    public PersistentVolumeClaimTemplate? VolumeClaimTemplate { get; init; }
}

/// <summary>Template of a claim.</summary>
public sealed partial record PersistentVolumeClaimTemplate : ApiRecord
{
    /// <summary>Labels and annotations of the claim.</summary>
    [Field(1)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>Desired state of the claim.</summary>
    [Field(2, Required = true)]
    public PersistentVolumeClaimSpec Spec { get; init; } = new();
}

/// <summary>What a claim asks of a volume.</summary>
public sealed partial record PersistentVolumeClaimSpec : ApiRecord
{
    /// <summary>How the volume shall be mountable.</summary>
    [Field(1)]
    public IReadOnlyList<PersistentVolumeAccessMode> AccessModes { get; init; } = [];

    /// <summary>Selects the volumes that may be bound.</summary>
    [Field(4)]
    public LabelSelector? Selector { get; init; }

    /// <summary>Size that the volume must have at least.</summary>
    [Field(2)]
    public VolumeResourceRequirements Resources { get; init; } = new();

    /// <summary>Volume that is bound.</summary>
    [Field(3)]
    public string? VolumeName { get; init; }

    /// <summary>Storage class of the claim.</summary>
    [Field(5)]
    public string? StorageClassName { get; init; }

    /// <summary>Filesystem or Block; Filesystem by default.</summary>
    [Field(6)]
    public PersistentVolumeMode? VolumeMode { get; init; }

    /// <summary>Snapshot or claim whose content the volume starts with.</summary>
    [Field(7)]
    public TypedLocalObjectReference? DataSource { get; init; }

    /// <summary>Object whose content the volume starts with, of any kind and namespace.</summary>
    [Field(8)]
    public TypedObjectReference? DataSourceRef { get; init; }

    /// <summary>Class of attributes that the volume shall have.</summary>
    [Field(9)]
    public string? VolumeAttributesClassName { get; init; }
}

/// <summary>Storage that a claim asks for.</summary>
public sealed partial record VolumeResourceRequirements : ApiRecord
{
    /// <summary>Most that may be given.</summary>
    [Field(1)]
    public IReadOnlyDictionary<string, Quantity> Limits { get; init; } = StringMap.EmptyOf<Quantity>();

    /// <summary>Least that must be given.</summary>
    [Field(2)]
    public IReadOnlyDictionary<string, Quantity> Requests { get; init; } = StringMap.EmptyOf<Quantity>();
}

/// <summary>Ephemeral storage that a CSI driver makes for one pod.</summary>
public sealed partial record CSIVolumeSource : ApiRecord
{
    /// <summary>Name of the driver.</summary>
    [Field(1, Required = true)]
    public string? Driver { get; init; }

    /// <summary>True to mount the volume for reading only.</summary>
    [Field(2)]
    public bool? ReadOnly { get; init; }

    /// <summary>File system of the volume, such as ext4 or xfs; the node's default when empty.</summary>
    [Field(3)]
    public string? FsType { get; init; }

    /// <summary>Properties that the driver understands.</summary>
    [Field(4)]
    public IReadOnlyDictionary<string, string> VolumeAttributes { get; init; } = StringMap.Empty;

    /// <summary>Secret that the driver gets when it publishes the volume.</summary>
    [Field(5)]
    public LocalObjectReference? NodePublishSecretRef { get; init; }
}
