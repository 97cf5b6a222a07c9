using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using Krewe.Gateway.Streams.Spdy;

namespace Krewe.Gateway.Tests.Streams;

/// <summary>A client's end of a SPDY connection. Like kubectl's it keeps no windows, unless it is told to.</summary>
internal sealed class SpdyClient : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly SpdyHeaderDeflater _deflater = new();
    private readonly SpdyHeaderInflater _inflater = new();
    private readonly ConcurrentDictionary<int, Channel<byte[]>> _streams = new();
    private readonly Channel<(SpdyFrameType Type, byte[] Payload)> _control = Channel.CreateUnbounded<(SpdyFrameType, byte[])>();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly Task _reading;
    private int _next = 1;

    public SpdyClient(Stream stream)
    {
        _stream = stream;
        _reading = ReadAsync();
    }

    /// <summary>Opens a stream and waits for the answer.</summary>
    public async Task<int> OpenAsync(string type, params (string Name, string Value)[] headers)
    {
        var id = _next;
        _next += 2;
        _streams[id] = Channel.CreateUnbounded<byte[]>();
        var all = headers.Prepend(("streamtype", type)).ToDictionary(header => header.Item1, header => header.Item2);
        var block = _deflater.Deflate(SpdyHeaders.Write(all));
        var payload = new byte[10 + block.Length];
        BinaryPrimitives.WriteInt32BigEndian(payload, id);
        block.CopyTo(payload, 10);
        await ControlAsync(SpdyFrameType.SynStream, payload);
        var (answer, about) = await NextControlAsync();
        answer.ShouldBe(SpdyFrameType.SynReply);
        BinaryPrimitives.ReadInt32BigEndian(about).ShouldBe(id);
        return id;
    }

    public async Task SendAsync(int stream, byte[] bytes, bool fin = false)
    {
        var frame = new byte[SpdyFrameHead.Size + bytes.Length];
        new SpdyFrameHead(null, stream, fin ? SpdyFrameHead.Fin : (byte)0, bytes.Length).Write(frame);
        bytes.CopyTo(frame, SpdyFrameHead.Size);
        await WriteAsync(frame);
    }

    public Task ResetAsync(int stream) => ControlAsync(SpdyFrameType.RstStream, Two(stream, (int)SpdyResetReason.Cancel));

    public Task GrantAsync(int stream, int bytes) => ControlAsync(SpdyFrameType.WindowUpdate, Two(stream, bytes));

    public Task SetWindowAsync(int bytes)
    {
        var payload = new byte[12];
        BinaryPrimitives.WriteInt32BigEndian(payload, 1);
        BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(4), 7);
        BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(8), bytes);
        return ControlAsync(SpdyFrameType.Settings, payload);
    }

    public Task PingAsync(int id)
    {
        var payload = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(payload, id);
        return ControlAsync(SpdyFrameType.Ping, payload);
    }

    /// <summary>The next control frame.</summary>
    public async Task<(SpdyFrameType Type, byte[] Payload)> NextControlAsync() => await _control.Reader.ReadAsync().AsTask().WaitAsync(StreamBench.Patience);

    /// <summary>The next data of a stream; null at its end.</summary>
    public async Task<byte[]?> NextAsync(int stream)
    {
        var reader = _streams[stream].Reader;
        return await reader.WaitToReadAsync().AsTask().WaitAsync(StreamBench.Patience) && reader.TryRead(out var data) ? data : null;
    }

    /// <summary>Everything of a stream until its end.</summary>
    public async Task<byte[]> AllAsync(int stream)
    {
        using var all = new MemoryStream();
        while (await NextAsync(stream) is { } data)
            all.Write(data);
        return all.ToArray();
    }

    public async Task<string> TextAsync(int stream) => Encoding.UTF8.GetString(await AllAsync(stream));

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().AsTask().WaitAsync(StreamBench.Patience);
        await _reading.WaitAsync(StreamBench.Patience);
        _deflater.Dispose();
        _inflater.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            var bytes = new byte[SpdyFrameHead.Size];
            while (true)
            {
                await _stream.ReadExactlyAsync(bytes);
                var head = SpdyFrameHead.Read(bytes).ShouldNotBeNull();
                var payload = new byte[head.Length];
                await _stream.ReadExactlyAsync(payload);
                if (head.Control is { } type)
                    await _control.Writer.WriteAsync((type, payload));
                else if (head.Length > 0)
                    await _streams[head.Stream].Writer.WriteAsync(payload);
                if (head.Control is SpdyFrameType.SynReply)
                    _inflater.Inflate(payload.AsMemory(4)).ShouldBe(SpdyHeaders.Write(new Dictionary<string, string>()));
                if (head.Control is null && (head.Flags & SpdyFrameHead.Fin) != 0)
                    _streams[head.Stream].Writer.Complete();
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            foreach (var stream in _streams.Values)
                stream.Writer.TryComplete();
            _control.Writer.TryComplete();
        }
    }

    private Task ControlAsync(SpdyFrameType type, byte[] payload)
    {
        var frame = new byte[SpdyFrameHead.Size + payload.Length];
        new SpdyFrameHead(type, 0, 0, payload.Length).Write(frame);
        payload.CopyTo(frame, SpdyFrameHead.Size);
        return WriteAsync(frame);
    }

    private async Task WriteAsync(byte[] frame)
    {
        await _sending.WaitAsync();
        try
        {
            await _stream.WriteAsync(frame).AsTask().WaitAsync(StreamBench.Patience);
        }
        finally
        {
            _sending.Release();
        }
    }

    private static byte[] Two(int first, int second)
    {
        var payload = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(payload, first);
        BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(4), second);
        return payload;
    }
}
