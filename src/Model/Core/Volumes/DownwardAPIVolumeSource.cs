using Krewe.Model.Quantities;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Fields of the pod as files.</summary>
public sealed partial record DownwardAPIVolumeSource : ApiRecord
{
    /// <summary>The files.</summary>
    [Field(1)]
    public IReadOnlyList<DownwardAPIVolumeFile> Items { get; init; } = [];

    /// <summary>Permission bits of created files that set none, 0 to 0777; 0644 by default.</summary>
    [Field(2)]
    public int? DefaultMode { get; init; }
}

/// <summary>One file with a field of the pod or a resource of a container.</summary>
public sealed partial record DownwardAPIVolumeFile : ApiRecord
{
    /// <summary>Path of the file, relative and without "..".</summary>
    [Field(1, Required = true)]
    public string? Path { get; init; }

    /// <summary>Field of the pod: name, namespace, uid, labels or annotations.</summary>
    [Field(2)]
    public ObjectFieldSelector? FieldRef { get; init; }

    /// <summary>Request or limit of a container.</summary>
    [Field(3)]
    public ResourceFieldSelector? ResourceFieldRef { get; init; }

    /// <summary>Permission bits of the file, 0 to 0777; the volume's default when absent.</summary>
    [Field(4)]
    public int? Mode { get; init; }
}

/// <summary>Selects a field of an object.</summary>
[Atomic]
public sealed partial record ObjectFieldSelector : ApiRecord
{
    /// <summary>API version that the path is written in; v1 by default.</summary>
    [Field(1)]
    public string? ApiVersion { get; init; }

    /// <summary>Path of the field, such as metadata.name or status.podIP.</summary>
    [Field(2, Required = true)]
    public string? FieldPath { get; init; }
}

/// <summary>Selects a request or limit of a container.</summary>
[Atomic]
public sealed partial record ResourceFieldSelector : ApiRecord
{
    /// <summary>Container to look at; needed for volumes, optional for environment variables.</summary>
    [Field(1)]
    public string? ContainerName { get; init; }

    /// <summary>Resource to select, such as limits.cpu or requests.memory.</summary>
    [Field(2, Required = true)]
    public string? Resource { get; init; }

    /// <summary>Unit of the exposed number; 1 by default.</summary>
    [Field(3)]
    public Quantity? Divisor { get; init; }
}
