using Krewe.Model.Quantities;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>A file or directory of the node, mounted into the pod.</summary>
public sealed partial record HostPathVolumeSource : ApiRecord
{
    /// <summary>Path on the node; links are followed.</summary>
    [Field(1, Required = true)]
    public string? Path { get; init; }

    /// <summary>What must be found at the path, or be made there; no check when empty.</summary>
    [Field(2)]
    public HostPathType? Type { get; init; }
}

/// <summary>A directory that starts empty and goes with the pod.</summary>
public sealed partial record EmptyDirVolumeSource : ApiRecord
{
    /// <summary>Storage of the directory: empty for the node's disk, Memory, or HugePages.</summary>
    [Field(1)]
    public string? Medium { get; init; }

    /// <summary>Bytes that may be stored; the pod is evicted beyond it.</summary>
    [Field(2)]
    public Quantity? SizeLimit { get; init; }
}

/// <summary>A directory filled with a clone of a git repository. Deprecated: clone in an init container instead.</summary>
public sealed partial record GitRepoVolumeSource : ApiRecord
{
    /// <summary>URL of the repository.</summary>
    [Field(1, Required = true)]
    public string? Repository { get; init; }

    /// <summary>Commit to check out.</summary>
    [Field(2)]
    public string? Revision { get; init; }

    /// <summary>Target directory, without "..".</summary>
    [Field(3)]
    public string? Directory { get; init; }
}

/// <summary>Content of an OCI image or artifact, mounted read-only.</summary>
public sealed partial record ImageVolumeSource : ApiRecord
{
    /// <summary>Name of the image or artifact.</summary>
    [Field(1)]
    public string? Reference { get; init; }

    /// <summary>When to pull: Always, Never or IfNotPresent. By default Always for the tag latest, otherwise IfNotPresent.</summary>
    [Field(2)]
    public ImagePullPolicy? PullPolicy { get; init; }
}
