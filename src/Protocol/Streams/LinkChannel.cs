using System.Buffers;
using System.IO.Pipelines;

namespace Krewe.Protocol.Streams;

/// <summary>
/// One channel of a <see cref="StreamLink"/>. What has come and is not read yet is at most <see cref="StreamLink.Window"/> bytes: the other
/// end may send more only once they are read.
/// </summary>
public sealed class LinkChannel : IByteChannel
{
    private readonly StreamLink _link;
    private readonly SendWindow _window = new(StreamLink.Window);
    private readonly Pipe _received = new(new PipeOptions(pauseWriterThreshold: 0, resumeWriterThreshold: 0, useSynchronizationContext: false));
    private readonly Lock _gate = new();
    private long _unread;
    private int _owed;
    private bool _sentEnd;
    private bool _receivedEnd;

    internal LinkChannel(StreamLink link, int id, ReadOnlyMemory<byte> purpose)
    {
        (_link, Id, Purpose) = (link, id, purpose);
    }

    /// <summary>Its number.</summary>
    public int Id { get; }

    /// <summary>What the end that opened it has said of it.</summary>
    public ReadOnlyMemory<byte> Purpose { get; }

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var result = await _received.Reader.ReadAsync(cancellationToken);
        var piece = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, buffer.Length));
        var read = (int)piece.Length;
        piece.CopyTo(buffer.Span);
        _received.Reader.AdvanceTo(piece.End);
        if (read > 0 && Owe(read) is var credit and > 0)
            await _link.SendCreditAsync(Id, credit, cancellationToken);
        return read;
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            var allowed = await _window.TakeAsync(Math.Min(bytes.Length, StreamLink.PieceLength), cancellationToken);
            await _link.SendAsync(StreamFrameType.Data, Id, bytes[..allowed], cancellationToken);
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
        await _link.SendAsync(StreamFrameType.End, Id, default, cancellationToken);
        if (over)
            _link.Forget(this);
    }

    /// <summary>Ends the channel both ways and says why to the other end.</summary>
    public async ValueTask ResetAsync(string why, CancellationToken cancellationToken)
    {
        Break(new IOException(why));
        _link.Forget(this);
        await _link.SendAsync(StreamFrameType.Reset, Id, System.Text.Encoding.UTF8.GetBytes(why), cancellationToken);
    }

    /// <summary>Takes bytes that came; false if they are more than the other end was allowed to send.</summary>
    internal bool Receive(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_receivedEnd)
                return true;
            _unread += bytes.Length;
            if (_unread > StreamLink.Window)
                return false;
            _received.Writer.Write(bytes);
            // It never waits: the window bounds what is held.
            _ = _received.Writer.FlushAsync(CancellationToken.None).AsTask();
        }
        return true;
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
            _link.Forget(this);
    }

    internal void ReceiveCredit(long bytes) => _window.Add(bytes);

    /// <summary>Has readers and writers fail; what has come can still be read only up to a pending end.</summary>
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
        _window.Break(failure);
    }

    /// <summary>Counts what was read; says how much room to announce, many small reads together.</summary>
    private int Owe(int read)
    {
        lock (_gate)
        {
            _unread -= read;
            _owed += read;
            if (_receivedEnd || _owed < StreamLink.Window / 2)
                return 0;
            var credit = _owed;
            _owed = 0;
            return credit;
        }
    }
}
