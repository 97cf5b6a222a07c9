using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Security settings of all containers of a pod.</summary>
public sealed partial record PodSecurityContext : ApiRecord
{
    /// <summary>SELinux context.</summary>
    [Field(1)]
    public SELinuxOptions? SeLinuxOptions { get; init; }

    /// <summary>Settings of Windows containers.</summary>
    [Field(8)]
    public WindowsSecurityContextOptions? WindowsOptions { get; init; }

    /// <summary>User id of the processes; the image's when absent.</summary>
    [Field(2)]
    public long? RunAsUser { get; init; }

    /// <summary>Primary group id of the processes.</summary>
    [Field(6)]
    public long? RunAsGroup { get; init; }

    /// <summary>True to refuse to start as user 0.</summary>
    [Field(3)]
    public bool? RunAsNonRoot { get; init; }

    /// <summary>Further group ids of the first process of each container.</summary>
    [Field(4)]
    public IReadOnlyList<long> SupplementalGroups { get; init; } = [];

    /// <summary>How groups of the image count: Merge or Strict.</summary>
    [Field(12)]
    public SupplementalGroupsPolicy? SupplementalGroupsPolicy { get; init; }

    /// <summary>Group that owns the volumes and that all processes belong to.</summary>
    [Field(5)]
    public long? FsGroup { get; init; }

    /// <summary>Kernel parameters of the pod's namespaces.</summary>
    [Field(7)]
    public IReadOnlyList<Sysctl> Sysctls { get; init; } = [];

    /// <summary>When volumes change owner: OnRootMismatch or Always.</summary>
    [Field(9)]
    public PodFSGroupChangePolicy? FsGroupChangePolicy { get; init; }

    /// <summary>Filter of system calls.</summary>
    [Field(10)]
    public SeccompProfile? SeccompProfile { get; init; }

    /// <summary>AppArmor profile.</summary>
    [Field(11)]
    public AppArmorProfile? AppArmorProfile { get; init; }

    /// <summary>How volumes get their SELinux label: Recursive or MountOption.</summary>
    [Field(13)]
    public PodSELinuxChangePolicy? SeLinuxChangePolicy { get; init; }
}
