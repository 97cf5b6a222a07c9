using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Where a volume is mounted in a container.</summary>
public sealed partial record VolumeMount : ApiRecord
{
    /// <summary>Name of the volume.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>True to mount the volume for reading only.</summary>
    [Field(2, OmitZero = true)]
    public bool? ReadOnly { get; init; }

    /// <summary>Whether mounts below a read-only one are read-only too: Disabled, IfPossible or Enabled.</summary>
    [Field(7)]
    public RecursiveReadOnlyMode? RecursiveReadOnly { get; init; }

    /// <summary>Path in the container.</summary>
    [Field(3, Required = true)]
    public string? MountPath { get; init; }

    /// <summary>Path in the volume to mount; its root when absent.</summary>
    [Field(4)]
    public string? SubPath { get; init; }

    /// <summary>How later mounts pass between node and container. None by default.</summary>
    [Field(5)]
    public MountPropagationMode? MountPropagation { get; init; }

    /// <summary>Like subPath, with $(NAME) for environment variables; excludes subPath.</summary>
    [Field(6)]
    public string? SubPathExpr { get; init; }
}

/// <summary>Where a raw block device appears in a container.</summary>
public sealed partial record VolumeDevice : ApiRecord
{
    /// <summary>Name of a claim's volume in the pod.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>Path of the device in the container.</summary>
    [Field(2, Required = true)]
    public string? DevicePath { get; init; }
}

/// <summary>State of a mount.</summary>
public sealed partial record VolumeMountStatus : ApiRecord
{
    /// <summary>Name of the volume.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>Path in the container.</summary>
    [Field(2, Required = true)]
    public string? MountPath { get; init; }

    /// <summary>True if it is mounted for reading only.</summary>
    [Field(3, OmitZero = true)]
    public bool? ReadOnly { get; init; }

    /// <summary>Whether mounts below it are read-only too: Disabled or Enabled.</summary>
    [Field(4)]
    public RecursiveReadOnlyMode? RecursiveReadOnly { get; init; }
}
