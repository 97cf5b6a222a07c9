using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Identity and versions of a machine's software.</summary>
public sealed partial record NodeSystemInfo : ApiRecord
{
    /// <summary>Identity from /etc/machine-id.</summary>
    [Field(1, Required = true)]
    public string? MachineID { get; init; }

    /// <summary>Identity of the hardware.</summary>
    [Field(2, Required = true)]
    public string? SystemUUID { get; init; }

    /// <summary>Identity of the current boot.</summary>
    [Field(3, Required = true)]
    public string? BootID { get; init; }

    /// <summary>Version of the kernel.</summary>
    [Field(4, Required = true)]
    public string? KernelVersion { get; init; }

    /// <summary>Name and version of the operating system.</summary>
    [Field(5, Required = true)]
    public string? OsImage { get; init; }

    /// <summary>Name and version of the container runtime, as name://version.</summary>
    [Field(6, Required = true)]
    public string? ContainerRuntimeVersion { get; init; }

    /// <summary>Version of the node agent.</summary>
    [Field(7, Required = true)]
    public string? KubeletVersion { get; init; }

    /// <summary>Deprecated; version of the service proxy.</summary>
    [Field(8, Required = true)]
    public string? KubeProxyVersion { get; init; }

    /// <summary>Operating system, as Go names it: linux.</summary>
    [Field(9, Required = true)]
    public string? OperatingSystem { get; init; }

    /// <summary>Processor architecture, as Go names it: amd64.</summary>
    [Field(10, Required = true)]
    public string? Architecture { get; init; }

    /// <summary>Swap space of the machine.</summary>
    [Field(11)]
    public NodeSwapStatus? Swap { get; init; }
}

/// <summary>Swap space of a machine.</summary>
public sealed partial record NodeSwapStatus : ApiRecord
{
    /// <summary>Bytes of swap space.</summary>
    [Field(1)]
    public long? Capacity { get; init; }
}
