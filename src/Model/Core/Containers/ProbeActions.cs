using Krewe.Model.Quantities;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>A command to run in a container, without a shell.</summary>
public sealed partial record ExecAction : ApiRecord
{
    /// <summary>Program and arguments.</summary>
    [Field(1)]
    public IReadOnlyList<string> Command { get; init; } = [];
}

/// <summary>An HTTP GET.</summary>
public sealed partial record HTTPGetAction : ApiRecord
{
    /// <summary>Path to get.</summary>
    [Field(1)]
    public string? Path { get; init; }

    /// <summary>Number or name of the container's port.</summary>
    [Field(2, Required = true)]
    public IntOrString? Port { get; init; }

    /// <summary>Host to connect to; the pod's address when absent.</summary>
    [Field(3)]
    public string? Host { get; init; }

    /// <summary>HTTP or HTTPS. HTTP by default.</summary>
    [Field(4)]
    public UriScheme? Scheme { get; init; }

    /// <summary>Headers to send.</summary>
    [Field(5)]
    public IReadOnlyList<HTTPHeader> HttpHeaders { get; init; } = [];
}

/// <summary>A header of an HTTP request.</summary>
public sealed partial record HTTPHeader : ApiRecord
{
    /// <summary>Name of the header.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }

    /// <summary>Value of the header.</summary>
    [Field(2, Required = true)]
    public string? Value { get; init; }
}

/// <summary>A TCP connection that is opened.</summary>
public sealed partial record TCPSocketAction : ApiRecord
{
    /// <summary>Number or name of the container's port.</summary>
    [Field(1, Required = true)]
    public IntOrString? Port { get; init; }

    /// <summary>Host to connect to; the pod's address when absent.</summary>
    [Field(2)]
    public string? Host { get; init; }
}

/// <summary>A call of the gRPC health service.</summary>
public sealed partial record GRPCAction : ApiRecord
{
    /// <summary>Port of the service.</summary>
    [Field(1, Required = true)]
    public int? Port { get; init; }

    /// <summary>Service name to ask about; may be empty.</summary>
    [Field(2)]
    public string? Service { get; init; }
}
