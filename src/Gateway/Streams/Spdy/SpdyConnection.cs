using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Threading.Channels;
using Krewe.Protocol.Streams;

namespace Krewe.Gateway.Streams.Spdy;

/// <summary>
/// The server's end of a SPDY/3.1 connection, as far as Kubernetes' clients use it: the client opens streams, both ends send on them.
/// </summary>
/// <remarks>
/// SPDY/3.1 has a window for each stream and one for the connection, but the library that kubectl and all Go clients use neither keeps nor
/// grants any. So room is always granted to the client as it is used up, and the client's windows hold the server back only once the client
/// has shown, by settings or by granting room, that it keeps them. For a client without windows a full stream holds up its whole connection,
/// as it does at a kubelet.
/// </remarks>
internal sealed class SpdyConnection(Stream stream) : IAsyncDisposable
{
    /// <summary>Bytes that may be sent on a stream at first, and on the connection.</summary>
    public const int InitialWindow = 64 << 10;

    private const int MostStreams = 512;
    private const int LongestControl = 64 << 10;
    private const int InitialWindowSetting = 7;

    private readonly PipeReader _input = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 32 << 10, leaveOpen: true));
    private readonly ConcurrentDictionary<int, SpdyStream> _streams = new();
    private readonly Channel<SpdyStream> _accepted = Channel.CreateUnbounded<SpdyStream>();
    private readonly SendLane _sending = new();
    private readonly SpdyHeaderInflater _inflater = new();
    private readonly SpdyHeaderDeflater _deflater = new();
    private readonly SendWindow _window = new(InitialWindow);
    private readonly CancellationTokenSource _over = new();
    private Task _reading = Task.CompletedTask;
    private long _streamWindow = InitialWindow;
    private int _newest;
    private int _owed;
    private volatile bool _keepsWindows;

    /// <summary>Streams as the client opens them; each is to be accepted or reset.</summary>
    public ChannelReader<SpdyStream> Accepted => _accepted.Reader;

    /// <summary>Completes when the client has gone; never fails.</summary>
    public Task Gone => _reading;

    /// <summary>Begins to read.</summary>
    public void Begin() => _reading = RunAsync(_over.Token);

    /// <summary>Tells the client that the connection ends.</summary>
    public async Task SayGoodbyeAsync(CancellationToken cancellationToken)
    {
        var payload = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(payload, _newest);
        await SendControlAsync(SpdyFrameType.GoAway, payload, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await stream.DisposeAsync();
        await _reading;
        _inflater.Dispose();
        _deflater.Dispose();
        _over.Dispose();
    }

    internal void Forget(SpdyStream over) => _streams.TryRemove(over.Id, out _);

    /// <summary>How much may be sent on a stream now; waits for a client that keeps windows.</summary>
    internal async ValueTask<int> AllowAsync(SpdyStream on, int most, CancellationToken cancellationToken)
    {
        if (!_keepsWindows)
        {
            on.Window.Add(-most);
            _window.Add(-most);
            return most;
        }
        var allowed = await on.Window.TakeAsync(most, cancellationToken);
        var together = await _window.TakeAsync(allowed, cancellationToken);
        if (together < allowed)
            on.Window.Add(allowed - together);
        return together;
    }

    internal ValueTask ReplyAsync(int id, CancellationToken cancellationToken) => _sending.SendAsync(() =>
    {
        // The compressor sees the headers in the order in which they are sent.
        var headers = _deflater.Deflate(SpdyHeaders.Write(new Dictionary<string, string>()));
        var payload = new byte[4 + headers.Length];
        BinaryPrimitives.WriteInt32BigEndian(payload, id);
        headers.CopyTo(payload, 4);
        return WriteAsync(new SpdyFrameHead(SpdyFrameType.SynReply, 0, 0, payload.Length), payload);
    }, cancellationToken);

    internal ValueTask SendResetAsync(int id, SpdyResetReason reason, CancellationToken cancellationToken) =>
        SendControlAsync(SpdyFrameType.RstStream, Two(id, (int)reason), cancellationToken);

    internal ValueTask SendDataAsync(int id, ReadOnlyMemory<byte> bytes, bool fin, CancellationToken cancellationToken) =>
        _sending.SendAsync(() => WriteAsync(new SpdyFrameHead(null, id, fin ? SpdyFrameHead.Fin : (byte)0, bytes.Length), bytes), cancellationToken);

    /// <summary>Grants room on a stream. On a broken connection nobody waits for it.</summary>
    internal async ValueTask SendCreditAsync(int id, int bytes, CancellationToken cancellationToken)
    {
        try
        {
            await SendControlAsync(SpdyFrameType.WindowUpdate, Two(id, bytes), cancellationToken);
        }
        catch (IOException)
        {
            // The reader learns it by itself.
        }
    }

    /// <summary>Reads until the client has gone; never throws.</summary>
    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        var failure = new IOException("the client has closed the connection");
        try
        {
            while (await ReadFrameAsync(cancellationToken))
            {
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException or ObjectDisposedException)
        {
            failure = new IOException(e.Message, e);
        }
        finally
        {
            _window.Break(failure);
            foreach (var open in _streams.Values)
                open.Break(failure);
            _accepted.Writer.TryComplete();
            await _input.CompleteAsync();
        }
    }

    private async Task<bool> ReadFrameAsync(CancellationToken cancellationToken)
    {
        var result = await _input.ReadAtLeastAsync(SpdyFrameHead.Size, cancellationToken);
        if (result.Buffer.Length < SpdyFrameHead.Size)
            return false;
        if (ReadHead(result.Buffer) is not { } head)
            throw new IOException("this is not SPDY/3.1");
        _input.AdvanceTo(result.Buffer.GetPosition(SpdyFrameHead.Size));
        if (head.Control is null)
        {
            await TakeDataAsync(head, cancellationToken);
            return true;
        }
        if (head.Length > LongestControl)
            throw new IOException($"a control frame has {head.Length} bytes");
        await TakeControlAsync(head, await ReadPayloadAsync(head.Length, cancellationToken), cancellationToken);
        return true;
    }

    private static SpdyFrameHead? ReadHead(ReadOnlySequence<byte> buffer)
    {
        Span<byte> head = stackalloc byte[SpdyFrameHead.Size];
        buffer.Slice(0, SpdyFrameHead.Size).CopyTo(head);
        return SpdyFrameHead.Read(head);
    }

    private async Task<byte[]> ReadPayloadAsync(int length, CancellationToken cancellationToken)
    {
        if (length == 0)
            return [];
        var result = await _input.ReadAtLeastAsync(length, cancellationToken);
        if (result.Buffer.Length < length)
            throw new IOException("the connection ends within a frame");
        var payload = result.Buffer.Slice(0, length).ToArray();
        _input.AdvanceTo(result.Buffer.GetPosition(length));
        return payload;
    }

    private async Task TakeDataAsync(SpdyFrameHead head, CancellationToken cancellationToken)
    {
        _streams.TryGetValue(head.Stream, out var to);
        for (var left = head.Length; left > 0;)
        {
            var result = await _input.ReadAsync(cancellationToken);
            if (result.Buffer.IsEmpty && result.IsCompleted)
                throw new IOException("the connection ends within a frame");
            var piece = result.Buffer.Slice(0, Math.Min(left, result.Buffer.Length));
            left -= (int)piece.Length;
            if (to is not null)
                await to.ReceiveAsync(piece, cancellationToken);
            _input.AdvanceTo(piece.End);
        }
        // The streams hold what they have taken, each within its bounds; for the connection it is out of the way.
        _owed += head.Length;
        if (_owed >= InitialWindow / 2)
        {
            await SendControlAsync(SpdyFrameType.WindowUpdate, Two(0, _owed), cancellationToken);
            _owed = 0;
        }
        if ((head.Flags & SpdyFrameHead.Fin) != 0)
            to?.ReceiveEnd();
    }

    private async Task TakeControlAsync(SpdyFrameHead head, byte[] payload, CancellationToken cancellationToken)
    {
        switch (head.Control)
        {
            case SpdyFrameType.SynStream:
                await TakeStreamAsync(Number(payload, 0), head.Flags, SpdyHeaders.Read(_inflater.Inflate(payload.AsMemory(Math.Min(10, payload.Length)))), cancellationToken);
                break;
            case SpdyFrameType.SynReply or SpdyFrameType.Headers:
                // They say nothing that matters, but later ones may refer to them.
                _inflater.Inflate(payload.AsMemory(Math.Min(4, payload.Length)));
                break;
            case SpdyFrameType.RstStream when _streams.TryRemove(Number(payload, 0), out var reset):
                reset.Break(new IOException("the client has reset the stream"));
                break;
            case SpdyFrameType.Ping when (Number(payload, 0) & 1) == 1:
                await SendControlAsync(SpdyFrameType.Ping, payload, cancellationToken);
                break;
            case SpdyFrameType.Settings:
                TakeSettings(payload);
                break;
            case SpdyFrameType.WindowUpdate:
                _keepsWindows = true;
                if (Number(payload, 0) is var id and not 0)
                    _streams.GetValueOrDefault(id)?.Window.Add(Number(payload, 4));
                else
                    _window.Add(Number(payload, 4));
                break;
        }
    }

    private async Task TakeStreamAsync(int id, byte flags, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        // A client's streams have odd numbers that grow.
        if ((id & 1) == 0 || id <= _newest)
        {
            await SendResetAsync(id, SpdyResetReason.ProtocolError, cancellationToken);
            return;
        }
        _newest = id;
        if (_streams.Count >= MostStreams)
        {
            await SendResetAsync(id, SpdyResetReason.RefusedStream, cancellationToken);
            return;
        }
        var opened = new SpdyStream(this, id, headers, _streamWindow);
        _streams[id] = opened;
        if ((flags & SpdyFrameHead.Fin) != 0)
            opened.ReceiveEnd();
        _accepted.Writer.TryWrite(opened);
    }

    /// <summary>Reads settings: their number, then flags and id in four bytes and the value in four.</summary>
    private void TakeSettings(byte[] payload)
    {
        _keepsWindows = true;
        for (var at = 4; at + 8 <= payload.Length; at += 8)
        {
            if ((Number(payload, at) & 0xFFFFFF) != InitialWindowSetting)
                continue;
            var window = Number(payload, at + 4);
            foreach (var open in _streams.Values)
                open.Window.Add(window - _streamWindow);
            _streamWindow = window;
        }
    }

    private ValueTask SendControlAsync(SpdyFrameType type, byte[] payload, CancellationToken cancellationToken) =>
        _sending.SendAsync(() => WriteAsync(new SpdyFrameHead(type, 0, 0, payload.Length), payload), cancellationToken);

    /// <summary>Writes a frame; only one at a time does so.</summary>
    private async ValueTask WriteAsync(SpdyFrameHead head, ReadOnlyMemory<byte> payload)
    {
        var frame = ArrayPool<byte>.Shared.Rent(SpdyFrameHead.Size + payload.Length);
        try
        {
            head.Write(frame);
            payload.CopyTo(frame.AsMemory(SpdyFrameHead.Size));
            await stream.WriteAsync(frame.AsMemory(0, SpdyFrameHead.Size + payload.Length), CancellationToken.None);
            await stream.FlushAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is InvalidOperationException or ObjectDisposedException)
        {
            throw new IOException(e.Message, e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frame);
        }
    }

    private static byte[] Two(int first, int second)
    {
        var payload = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(payload, first);
        BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(4), second);
        return payload;
    }

    private static int Number(byte[] payload, int at) =>
        payload.Length >= at + 4
            ? BinaryPrimitives.ReadInt32BigEndian(payload.AsSpan(at)) & 0x7FFFFFFF
            : throw new IOException("a control frame is too short");
}
