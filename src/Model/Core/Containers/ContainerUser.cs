using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Identity that a container's first process started with.</summary>
public sealed partial record ContainerUser : ApiRecord
{
    /// <summary>Identity on Linux.</summary>
    [Field(1)]
    public LinuxContainerUser? Linux { get; init; }
}

/// <summary>User and groups of a process on Linux.</summary>
public sealed partial record LinuxContainerUser : ApiRecord
{
    /// <summary>User id.</summary>
    [Field(1, Required = true)]
    public long? Uid { get; init; }

    /// <summary>Primary group id.</summary>
    [Field(2, Required = true)]
    public long? Gid { get; init; }

    /// <summary>Further group ids.</summary>
    [Field(3)]
    public IReadOnlyList<long> SupplementalGroups { get; init; } = [];
}
