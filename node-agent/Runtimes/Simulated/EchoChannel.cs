using System.Buffers;
using System.IO.Pipelines;

namespace Krewe.NodeAgent.Runtimes.Simulated;

/// <summary>Gives back what it is sent, and holds up whoever sends more than is read.</summary>
internal sealed class EchoChannel : IPortConnection
{
    private readonly Pipe _pipe = new();

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var result = await _pipe.Reader.ReadAsync(cancellationToken);
        var piece = result.Buffer.Slice(0, Math.Min(buffer.Length, result.Buffer.Length));
        piece.CopyTo(buffer.Span);
        var read = (int)piece.Length;
        _pipe.Reader.AdvanceTo(piece.End);
        return read;
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        await _pipe.Writer.WriteAsync(bytes, cancellationToken);

    /// <inheritdoc/>
    public ValueTask EndAsync(CancellationToken cancellationToken) => _pipe.Writer.CompleteAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _pipe.Writer.CompleteAsync();
        await _pipe.Reader.CompleteAsync();
    }
}
