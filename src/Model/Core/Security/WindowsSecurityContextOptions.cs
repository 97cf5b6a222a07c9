using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Security settings of Windows containers.</summary>
public sealed partial record WindowsSecurityContextOptions : ApiRecord
{
    /// <summary>Name of the group managed service account's credential specification.</summary>
    [Field(1)]
    public string? GmsaCredentialSpecName { get; init; }

    /// <summary>The credential specification itself.</summary>
    [Field(2)]
    public string? GmsaCredentialSpec { get; init; }

    /// <summary>User name of the entry point's process.</summary>
    [Field(3)]
    public string? RunAsUserName { get; init; }

    /// <summary>True to run as a host process; all containers of a pod agree.</summary>
    [Field(4)]
    public bool? HostProcess { get; init; }
}
