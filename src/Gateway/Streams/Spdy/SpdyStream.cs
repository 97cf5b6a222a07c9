using System.Buffers;
using System.IO.Pipelines;
using Krewe.Protocol.Streams;

namespace Krewe.Gateway.Streams.Spdy;

/// <summary>A stream that the client has opened on a <see cref="SpdyConnection"/>.</summary>
internal sealed class SpdyStream : IByteChannel
{
    /// <summary>A client that keeps windows never fills this; for others the connection is not read on when it is full.</summary>
    private const int Most = 512 << 10;
    private const int PieceLength = 16 << 10;
    private const int CreditUnit = SpdyConnection.InitialWindow / 2;

    private readonly SpdyConnection _connection;
    private readonly Pipe _received = new(new PipeOptions(pauseWriterThreshold: Most, resumeWriterThreshold: Most / 2, useSynchronizationContext: false));
    private readonly Lock _gate = new();
    private int _owed;
    private bool _sentEnd;
    private bool _receivedEnd;

    internal SpdyStream(SpdyConnection connection, int id, IReadOnlyDictionary<string, string> headers, long window)
    {
        (_connection, Id, Headers) = (connection, id, headers);
        Window = new SendWindow(window);
    }

    /// <summary>Its number.</summary>
    public int Id { get; }

    /// <summary>What the client has said of it; names are in lower case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>How much may be sent to a client that keeps windows.</summary>
    internal SendWindow Window { get; }

    /// <summary>Accepts the stream.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public ValueTask AcceptAsync(CancellationToken cancellationToken) => _connection.ReplyAsync(Id, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var result = await _received.Reader.ReadAsync(cancellationToken);
        var piece = result.Buffer.Slice(0, Math.Min(buffer.Length, result.Buffer.Length));
        piece.CopyTo(buffer.Span);
        var read = (int)piece.Length;
        _received.Reader.AdvanceTo(piece.End);
        _owed += read;
        if (_owed >= CreditUnit && !_receivedEnd)
        {
            var credit = _owed;
            _owed = 0;
            await _connection.SendCreditAsync(Id, credit, cancellationToken);
        }
        return read;
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            var allowed = await _connection.AllowAsync(this, Math.Min(bytes.Length, PieceLength), cancellationToken);
            await _connection.SendDataAsync(Id, bytes[..allowed], fin: false, cancellationToken);
            bytes = bytes[allowed..];
        }
    }

    /// <inheritdoc/>
    public async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        bool over;
        lock (_gate)
        {
            if (_sentEnd)
                return;
            _sentEnd = true;
            over = _receivedEnd;
        }
        await _connection.SendDataAsync(Id, default, fin: true, cancellationToken);
        if (over)
            _connection.Forget(this);
    }

    /// <summary>Ends the stream both ways at once.</summary>
    public async ValueTask ResetAsync(SpdyResetReason reason, CancellationToken cancellationToken)
    {
        Break(new IOException("the stream was reset"));
        _connection.Forget(this);
        await _connection.SendResetAsync(Id, reason, cancellationToken);
    }

    /// <summary>Takes bytes that came; returns when there is room for more.</summary>
    internal async ValueTask ReceiveAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellationToken)
    {
        foreach (var part in bytes)
        {
            lock (_gate)
            {
                if (_receivedEnd)
                    return;
            }
            await _received.Writer.WriteAsync(part, cancellationToken);
        }
    }

    internal void ReceiveEnd()
    {
        bool over;
        lock (_gate)
        {
            _receivedEnd = true;
            over = _sentEnd;
        }
        _received.Writer.Complete();
        if (over)
            _connection.Forget(this);
    }

    /// <summary>Nothing comes or goes any more. What was read before the end can still be read.</summary>
    internal void Break(Exception failure)
    {
        lock (_gate)
        {
            _sentEnd = true;
            if (!_receivedEnd)
            {
                _receivedEnd = true;
                _received.Writer.Complete(failure);
            }
        }
        // The connection must not wait for room in what nobody reads any more.
        _received.Writer.CancelPendingFlush();
        Window.Break(failure);
    }
}
