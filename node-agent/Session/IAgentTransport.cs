using Krewe.Protocol;
using Krewe.Protocol.Streams;

namespace Krewe.NodeAgent.Session;

/// <summary>Opens connections to the control plane.</summary>
internal interface IAgentTransport
{
    /// <summary>Opens a session's connection to the next server that answers.</summary>
    /// <exception cref="TransportException">None does.</exception>
    Task<IAgentConnection> Dial(CancellationToken cancellationToken);

    /// <summary>Opens the connection of a stream; <paramref name="server"/> is the one to dial.</summary>
    /// <exception cref="TransportException">It does not answer.</exception>
    Task<IStreamConnection> DialStream(Uri server, string streamId, CancellationToken cancellationToken);
}

/// <summary>A session's connection: messages both ways, in order.</summary>
internal interface IAgentConnection : IAsyncDisposable
{
    /// <summary>The server at the other end.</summary>
    Uri Server { get; }

    /// <summary>Sends a message.</summary>
    /// <exception cref="TransportException">The connection is broken.</exception>
    Task Send(AgentMessage message, CancellationToken cancellationToken);

    /// <summary>The next message, or null when the other end has closed the connection in order.</summary>
    /// <exception cref="TransportException">The connection is broken, or the message is malformed.</exception>
    Task<ServerMessage?> Receive(CancellationToken cancellationToken);
}

/// <summary>A stream's connection: bytes to the server, or messages both ways.</summary>
internal interface IStreamConnection : IAsyncDisposable
{
    /// <summary>The connection as one of messages, for streams that have both directions. Those use nothing else of it but the closing.</summary>
    IMessagePipe Messages { get; }

    /// <summary>Sends a piece.</summary>
    /// <exception cref="TransportException">The connection is broken.</exception>
    Task Send(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken);

    /// <summary>Completes when the other end has closed the connection.</summary>
    Task WaitForClose(CancellationToken cancellationToken);

    /// <summary>Ends the stream: in order, or with the reason of a failure.</summary>
    Task Close(string? failure, CancellationToken cancellationToken);
}

/// <summary>A connection could not be opened, or broke.</summary>
internal sealed class TransportException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True if the server knows the agent and does not want it.</summary>
    public bool Refused { get; init; }
}
