using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Actions at turning points of a container's life.</summary>
public sealed partial record Lifecycle : ApiRecord
{
    /// <summary>Runs right after the start; if it fails, the container is stopped.</summary>
    [Field(1)]
    public LifecycleHandler? PostStart { get; init; }

    /// <summary>Runs before the container is stopped, within the grace period.</summary>
    [Field(2)]
    public LifecycleHandler? PreStop { get; init; }

    /// <summary>Signal that asks the container to stop; the image's or SIGTERM when absent.</summary>
    [Field(3)]
    public string? StopSignal { get; init; }
}

/// <summary>An action. Exactly one field is set.</summary>
public sealed partial record LifecycleHandler : ApiRecord
{
    /// <summary>Runs a command in the container; exit code 0 is success.</summary>
    [Field(1)]
    public ExecAction? Exec { get; init; }

    /// <summary>Sends an HTTP GET; codes from 200 to 399 are success.</summary>
    [Field(2)]
    public HTTPGetAction? HttpGet { get; init; }

    /// <summary>Opens a TCP connection.</summary>
    [Field(3)]
    public TCPSocketAction? TcpSocket { get; init; }

    /// <summary>Waits.</summary>
    [Field(4)]
    public SleepAction? Sleep { get; init; }
}

/// <summary>A wait.</summary>
public sealed partial record SleepAction : ApiRecord
{
    /// <summary>Seconds to wait.</summary>
    [Field(1, Required = true)]
    public long? Seconds { get; init; }
}
