using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;

namespace Krewe.Protocol.Streams;

/// <summary>
/// Many channels over one connection between a gateway and an agent. Each channel has a window of its own: its receiver says how much more
/// it can take, and the connection is read always. So a channel that nobody reads holds up neither the others nor the news that the other
/// end has gone, and no more than <see cref="Window"/> bytes wait for it.
/// </summary>
public sealed class StreamLink : IDisposable
{
    /// <summary>Bytes that may be under way on one channel in one direction.</summary>
    public const int Window = 256 << 10;

    /// <summary>Longest payload of one message, in bytes.</summary>
    public const int PieceLength = 32 << 10;

    /// <summary>Channels that may be open at one time.</summary>
    public const int MostChannels = 1024;

    private readonly IMessagePipe _pipe;
    private readonly ConcurrentDictionary<int, LinkChannel> _channels = new();
    private readonly Channel<LinkChannel> _opened = Channel.CreateUnbounded<LinkChannel>();
    private readonly SendLane _sending = new();
    private volatile Exception? _failure;

    /// <summary>Makes a link over a connection. Nothing is read before <see cref="RunAsync"/>.</summary>
    /// <param name="pipe">The connection.</param>
    /// <param name="fixedChannels">Channels that are open from the start, known to both ends.</param>
    public StreamLink(IMessagePipe pipe, params IEnumerable<int> fixedChannels)
    {
        _pipe = pipe;
        foreach (var id in fixedChannels)
            _channels[id] = new LinkChannel(this, id, default);
    }

    /// <summary>Channels that the other end opens.</summary>
    public ChannelReader<LinkChannel> Opened => _opened.Reader;

    /// <summary>A channel that is open from the start. Ask for it before <see cref="RunAsync"/>.</summary>
    public LinkChannel this[int id] => _channels[id];

    /// <summary>Opens a channel.</summary>
    /// <param name="id">A number that this end has not used before.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="cancellationToken">Cancels the sending.</param>
    public async Task<LinkChannel> OpenAsync(int id, ReadOnlyMemory<byte> purpose, CancellationToken cancellationToken)
    {
        var channel = new LinkChannel(this, id, purpose);
        if (!_channels.TryAdd(id, channel))
            throw new ArgumentException($"channel {id} is open", nameof(id));
        if (_failure is { } failure)
            channel.Break(failure);
        await SendAsync(StreamFrameType.Open, id, purpose, cancellationToken);
        return channel;
    }

    /// <summary>Reads the connection until the other end closes it; then every channel is over. Never throws for what the other end or the network does.</summary>
    /// <returns>Why it ended; null if the other end closed it in order.</returns>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(StreamFrame.HeadLength + PieceLength);
        string? why = null;
        try
        {
            while (why is null && await _pipe.ReceiveAsync(buffer, cancellationToken) is { } length)
                why = Take(buffer.AsSpan(0, length));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            why = e.Message;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            Break(new IOException(why ?? "the other end has closed the stream"));
        }
        return why;
    }

    /// <inheritdoc/>
    public void Dispose() => Break(new IOException("the stream is closed"));

    internal async ValueTask SendAsync(StreamFrameType type, int channel, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (_failure is { } failure)
            throw new IOException(failure.Message, failure);
        await _sending.SendAsync(async () =>
        {
            var message = ArrayPool<byte>.Shared.Rent(StreamFrame.HeadLength + payload.Length);
            try
            {
                StreamFrame.WriteHead(message, type, channel);
                payload.CopyTo(message.AsMemory(StreamFrame.HeadLength));
                await _pipe.SendAsync(message.AsMemory(0, StreamFrame.HeadLength + payload.Length), CancellationToken.None);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(message);
            }
        }, cancellationToken);
    }

    /// <summary>Announces room. On a broken connection nobody waits for it; what was read before is good all the same.</summary>
    internal async ValueTask SendCreditAsync(int channel, int bytes, CancellationToken cancellationToken)
    {
        var credit = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(credit, bytes);
        try
        {
            await SendAsync(StreamFrameType.Credit, channel, credit, cancellationToken);
        }
        catch (IOException e)
        {
            Break(e);
        }
    }

    internal void Forget(LinkChannel channel) => _channels.TryRemove(new KeyValuePair<int, LinkChannel>(channel.Id, channel));

    /// <summary>Takes a message; says what is wrong with it, or null. What comes for a channel that is over is passed over.</summary>
    private string? Take(ReadOnlySpan<byte> message)
    {
        if (!StreamFrame.TryReadHead(message, out var type, out var id))
            return "a malformed message came";
        var payload = message[StreamFrame.HeadLength..];
        if (type == StreamFrameType.Open)
            return TakeOpen(id, payload);
        if (!_channels.TryGetValue(id, out var channel))
            return null;
        switch (type)
        {
            case StreamFrameType.Data when !channel.Receive(payload):
                return $"more came on channel {id} than was allowed";
            case StreamFrameType.End:
                channel.ReceiveEnd();
                break;
            case StreamFrameType.Credit when payload.Length == 4:
                channel.ReceiveCredit(BinaryPrimitives.ReadUInt32BigEndian(payload));
                break;
            case StreamFrameType.Reset:
                channel.Break(new IOException(Encoding.UTF8.GetString(payload)));
                Forget(channel);
                break;
        }
        return null;
    }

    private string? TakeOpen(int id, ReadOnlySpan<byte> purpose)
    {
        if (_channels.Count >= MostChannels)
            return $"more than {MostChannels} channels are open";
        var channel = new LinkChannel(this, id, purpose.ToArray());
        if (!_channels.TryAdd(id, channel))
            return $"channel {id} was opened twice";
        _opened.Writer.TryWrite(channel);
        return null;
    }

    private void Break(Exception failure)
    {
        _failure ??= failure;
        foreach (var channel in _channels.Values)
            channel.Break(failure);
        _opened.Writer.TryComplete();
    }
}
