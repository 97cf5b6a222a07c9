using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using Krewe.Protocol.Streams;

namespace Krewe.Gateway.Streams.WebSockets;

/// <summary>A client's WebSocket with channels. What comes for a channel that the server does not read is passed over.</summary>
internal sealed class ChannelSocket(WebSocket socket, ChannelProtocol protocol, TimeProvider time) : IAsyncDisposable
{
    private const int PieceLength = 32 << 10;
    private const int LongestText = 4 << 20;
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);

    private readonly Dictionary<byte, SocketChannel> _readable = [];
    private readonly SendLane _sending = new();
    private readonly CancellationTokenSource _over = new();
    private Task _reading = Task.CompletedTask;

    /// <summary>Completes when the client has gone.</summary>
    public Task Gone => _reading;

    /// <summary>Adds a channel. All are added before <see cref="Begin"/>.</summary>
    public SocketChannel Add(byte number, bool readable)
    {
        var channel = new SocketChannel(this, number);
        if (readable)
            _readable[number] = channel;
        return channel;
    }

    /// <summary>Begins to read.</summary>
    public void Begin() => _reading = ReadAsync(_over.Token);

    /// <summary>Sends bytes on a channel; none are a message too, which tells clients that the connection stands.</summary>
    /// <exception cref="IOException">The client has gone.</exception>
    public async ValueTask SendAsync(byte channel, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        do
        {
            var piece = bytes[..Math.Min(bytes.Length, PieceLength)];
            bytes = bytes[piece.Length..];
            await SendMessageAsync(Encode(channel, piece.Span), cancellationToken);
        }
        while (bytes.Length > 0);
    }

    /// <summary>Closes the connection and waits until the client has closed it too, or time is up.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(CloseLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", either.Token);
            await _reading.WaitAsync(either.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // It has gone without a word.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _reading;
        socket.Dispose();
        _over.Dispose();
    }

    private byte[] Encode(byte channel, ReadOnlySpan<byte> bytes) =>
        protocol.Base64 ? Encoding.ASCII.GetBytes((char)('0' + channel) + Convert.ToBase64String(bytes)) : [channel, .. bytes];

    private ValueTask SendMessageAsync(byte[] message, CancellationToken cancellationToken) => _sending.SendAsync(async () =>
    {
        try
        {
            await socket.SendAsync(message, protocol.Base64 ? WebSocketMessageType.Text : WebSocketMessageType.Binary, true, CancellationToken.None);
        }
        catch (Exception e) when (e is WebSocketException or InvalidOperationException)
        {
            throw new IOException(e.Message, e);
        }
    }, cancellationToken);

    /// <summary>Reads until the client has gone; never throws.</summary>
    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        var buffer = ArrayPool<byte>.Shared.Rent(PieceLength);
        try
        {
            if (protocol.Base64)
                await ReadTextAsync(buffer, cancellationToken);
            else
                await ReadBinaryAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or InvalidOperationException or IOException or FormatException)
        {
            // Whatever broke the connection, the client has gone.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            foreach (var channel in _readable.Values)
                channel.ReceiveEnd();
        }
    }

    private async Task ReadBinaryAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        byte? channel = null;
        while (await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken) is var read && read.MessageType != WebSocketMessageType.Close)
        {
            var bytes = buffer.AsMemory(0, read.Count);
            if (channel is null && bytes.Length > 0)
            {
                channel = bytes.Span[0];
                bytes = bytes[1..];
            }
            if (channel is { } number)
                await DeliverAsync(number, bytes, cancellationToken);
            if (read.EndOfMessage)
                channel = null;
        }
    }

    private async Task ReadTextAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        var message = new ArrayBufferWriter<byte>();
        while (await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken) is var read && read.MessageType != WebSocketMessageType.Close)
        {
            message.Write(buffer.AsSpan(0, read.Count));
            if (message.WrittenCount > LongestText)
                throw new IOException($"a message has more than {LongestText} bytes");
            if (!read.EndOfMessage)
                continue;
            if (message.WrittenCount > 0)
            {
                var bytes = Convert.FromBase64String(Encoding.ASCII.GetString(message.WrittenSpan[1..]));
                await DeliverAsync((byte)(message.WrittenSpan[0] - '0'), bytes, cancellationToken);
            }
            message.ResetWrittenCount();
        }
    }

    private async ValueTask DeliverAsync(byte number, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (number == ChannelProtocol.CloseChannel && protocol.ClosesChannels)
        {
            if (bytes.Length > 0 && _readable.TryGetValue(bytes.Span[0], out var ended))
                ended.ReceiveEnd();
        }
        else if (_readable.TryGetValue(number, out var channel))
        {
            await channel.ReceiveAsync(bytes, cancellationToken);
        }
    }
}
