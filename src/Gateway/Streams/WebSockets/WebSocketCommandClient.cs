using Krewe.Gateway.Responses;
using Krewe.Model.Failures;
using Krewe.Protocol;
using Krewe.Protocol.Streams;
using Microsoft.AspNetCore.Http;

namespace Krewe.Gateway.Streams.WebSockets;

/// <summary>A client of <c>exec</c> or <c>attach</c> on a WebSocket.</summary>
internal sealed class WebSocketCommandClient : ICommandClient
{
    private readonly ChannelSocket _socket;

    private WebSocketCommandClient(ChannelSocket socket, ChannelProtocol protocol, CommandStreamRequest wanted)
    {
        _socket = socket;
        WantsStatus = protocol.HasStatus;
        Stdin = wanted.Stdin ? socket.Add(CommandChannels.Stdin, readable: true) : null;
        Stdout = wanted.Stdout ? socket.Add(CommandChannels.Stdout, readable: false) : null;
        Stderr = wanted.Stderr ? socket.Add(CommandChannels.Stderr, readable: false) : null;
        Error = socket.Add(CommandChannels.Outcome, readable: false);
        Resize = wanted.Terminal ? socket.Add(CommandChannels.Resize, readable: true) : null;
    }

    /// <inheritdoc/>
    public IByteChannel? Stdin { get; }

    /// <inheritdoc/>
    public IByteChannel? Stdout { get; }

    /// <inheritdoc/>
    public IByteChannel? Stderr { get; }

    /// <inheritdoc/>
    public IByteChannel? Error { get; }

    /// <inheritdoc/>
    public IByteChannel? Resize { get; }

    /// <inheritdoc/>
    public bool WantsStatus { get; }

    /// <inheritdoc/>
    public Task Gone => _socket.Gone;

    /// <summary>Turns a request into a WebSocket; null if it was refused, which has been answered then.</summary>
    public static async Task<ICommandClient?> AcceptAsync(HttpContext context, CommandStreamRequest wanted, TimeProvider time, CancellationToken cancellationToken)
    {
        if (ChannelProtocol.Choose(context, ChannelProtocol.ForCommands) is not { } protocol)
        {
            await context.SendFailureAsync(ApiFailure.BadRequest("none of the WebSocket protocols that the client names is known"));
            return null;
        }
        var accepted = await context.WebSockets.AcceptWebSocketAsync(protocol.Name);
        var socket = new ChannelSocket(accepted, protocol, time);
        var client = new WebSocketCommandClient(socket, protocol, wanted);
        socket.Begin();
        try
        {
            // Clients take the first message, an empty one, as the sign that the connection stands.
            await socket.SendAsync((byte)(wanted.Stdout ? CommandChannels.Stdout : wanted.Stderr ? CommandChannels.Stderr : CommandChannels.Outcome), default, cancellationToken);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task CloseAsync(CancellationToken cancellationToken) => _socket.CloseAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _socket.DisposeAsync();
}
