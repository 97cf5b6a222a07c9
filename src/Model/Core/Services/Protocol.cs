using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Transport protocol of a port.</summary>
public readonly record struct Protocol(string Value) : IOpenEnum<Protocol>
{
    /// <summary>SCTP.</summary>
    public static Protocol Sctp { get; } = new("SCTP");

    /// <summary>TCP.</summary>
    public static Protocol Tcp { get; } = new("TCP");

    /// <summary>UDP.</summary>
    public static Protocol Udp { get; } = new("UDP");

    /// <inheritdoc/>
    public static IReadOnlyList<Protocol> Known { get; } = [Sctp, Tcp, Udp];

    /// <inheritdoc/>
    public static Protocol From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
