using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>A repeated check of a container. Exactly one of exec, httpGet, tcpSocket and grpc is set.</summary>
public sealed partial record Probe : ApiRecord
{
    /// <summary>Runs a command in the container; exit code 0 is success.</summary>
    [Field(1, Within = 1)]
    public ExecAction? Exec { get; init; }

    /// <summary>Sends an HTTP GET; codes from 200 to 399 are success.</summary>
    [Field(2, Within = 1)]
    public HTTPGetAction? HttpGet { get; init; }

    /// <summary>Opens a TCP connection.</summary>
    [Field(3, Within = 1)]
    public TCPSocketAction? TcpSocket { get; init; }

    /// <summary>Calls the gRPC health service.</summary>
    [Field(4, Within = 1)]
    public GRPCAction? Grpc { get; init; }

    /// <summary>Seconds after the start of the container before the first check.</summary>
    [Field(2, OmitZero = true)]
    public int? InitialDelaySeconds { get; init; }

    /// <summary>Seconds after which a check fails; 1 by default.</summary>
    [Field(3, OmitZero = true)]
    public int? TimeoutSeconds { get; init; }

    /// <summary>Seconds between checks; 10 by default.</summary>
    [Field(4, OmitZero = true)]
    public int? PeriodSeconds { get; init; }

    /// <summary>Successes in a row that count as success after a failure; 1 by default, and always 1 for liveness and startup.</summary>
    [Field(5, OmitZero = true)]
    public int? SuccessThreshold { get; init; }

    /// <summary>Failures in a row that count as failure; 3 by default.</summary>
    [Field(6, OmitZero = true)]
    public int? FailureThreshold { get; init; }

    /// <summary>Seconds to stop in when this probe fails; the pod's when absent.</summary>
    [Field(7)]
    public long? TerminationGracePeriodSeconds { get; init; }
}
