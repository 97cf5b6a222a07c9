using System.Buffers;
using System.IO.Pipelines;

namespace Krewe.Gateway.Responses;

/// <summary>
/// Gathers what is written between two flushes in as few blocks as possible. Each block becomes a TLS record, and a system call or two here and
/// where it is read. The server's own blocks have 4 KiB; whatever does not fit one goes on in blocks as long as a record may be, and
/// so does what follows the next flush.
/// </summary>
internal sealed class WideOutput(PipeWriter output) : IBufferWriter<byte>
{
    /// <summary>A TLS record holds 16 KiB; the rest is for the frame that HTTP puts around the block.</summary>
    private const int BlockSize = (16 << 10) - 32;

    private const int OwnBlockSize = 4 << 10;

    private Memory<byte> _block;
    private int _used;
    private long _written;
    private bool _wide;

    /// <inheritdoc/>
    public void Advance(int count) => _used += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_block.Length - _used < Math.Max(sizeHint, 1))
            Next(sizeHint);
        return _block[_used..];
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Sends what has been written.</summary>
    public ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken)
    {
        Commit();
        _wide = _written > OwnBlockSize;
        _written = 0;
        return output.FlushAsync(cancellationToken);
    }

    private void Next(int sizeHint)
    {
        Commit();
        _block = output.GetMemory(_wide || _written > 0 ? Math.Max(sizeHint, BlockSize) : sizeHint);
    }

    private void Commit()
    {
        if (_used > 0)
            output.Advance(_used);
        _written += _used;
        (_block, _used) = (default, 0);
    }
}
