using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>An image on a node.</summary>
public sealed partial record ContainerImage : ApiRecord
{
    /// <summary>Names by which the image is known.</summary>
    [Field(1)]
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Size of the image in bytes.</summary>
    [Field(2, OmitZero = true)]
    public long? SizeBytes { get; init; }
}

/// <summary>A volume attached to a node.</summary>
public sealed partial record AttachedVolume : ApiRecord
{
    /// <summary>Name of the volume.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>Path of its device.</summary>
    [Field(2, Required = true)]
    public string? DevicePath { get; init; }
}

/// <summary>A kind of container runtime on a node.</summary>
public sealed partial record NodeRuntimeHandler : ApiRecord
{
    /// <summary>Name of the handler; empty for the default one.</summary>
    [Field(1)]
    public string? Name { get; init; }

    /// <summary>What it can do.</summary>
    [Field(2)]
    public NodeRuntimeHandlerFeatures? Features { get; init; }
}

/// <summary>What a runtime handler can do.</summary>
public sealed partial record NodeRuntimeHandlerFeatures : ApiRecord
{
    /// <summary>True if it can make mounts below a read-only one read-only.</summary>
    [Field(1)]
    public bool? RecursiveReadOnlyMounts { get; init; }

    /// <summary>True if it can give pods user identities of their own.</summary>
    [Field(2)]
    public bool? UserNamespaces { get; init; }
}

/// <summary>Features of a node's container runtime.</summary>
public sealed partial record NodeFeatures : ApiRecord
{
    /// <summary>True if it supports supplementalGroupsPolicy.</summary>
    [Field(1)]
    public bool? SupplementalGroupsPolicy { get; init; }
}
