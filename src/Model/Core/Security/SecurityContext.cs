using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Security settings of one container; where they are set they win over those of the pod.</summary>
public sealed partial record SecurityContext : ApiRecord
{
    /// <summary>Capabilities to add and drop.</summary>
    [Field(1)]
    public Capabilities? Capabilities { get; init; }

    /// <summary>True to run with the rights of root on the node.</summary>
    [Field(2)]
    public bool? Privileged { get; init; }

    /// <summary>SELinux context.</summary>
    [Field(3)]
    public SELinuxOptions? SeLinuxOptions { get; init; }

    /// <summary>Settings of Windows containers.</summary>
    [Field(10)]
    public WindowsSecurityContextOptions? WindowsOptions { get; init; }

    /// <summary>User id of the processes; the image's when absent.</summary>
    [Field(4)]
    public long? RunAsUser { get; init; }

    /// <summary>Primary group id of the processes.</summary>
    [Field(8)]
    public long? RunAsGroup { get; init; }

    /// <summary>True to refuse to start as user 0.</summary>
    [Field(5)]
    public bool? RunAsNonRoot { get; init; }

    /// <summary>True to make the root file system read-only.</summary>
    [Field(6)]
    public bool? ReadOnlyRootFilesystem { get; init; }

    /// <summary>False to keep processes from gaining more rights than their parent.</summary>
    [Field(7)]
    public bool? AllowPrivilegeEscalation { get; init; }

    /// <summary>How /proc is mounted: Default or Unmasked.</summary>
    [Field(9)]
    public ProcMountType? ProcMount { get; init; }

    /// <summary>Filter of system calls.</summary>
    [Field(11)]
    public SeccompProfile? SeccompProfile { get; init; }

    /// <summary>AppArmor profile.</summary>
    [Field(12)]
    public AppArmorProfile? AppArmorProfile { get; init; }
}
