using System.Buffers;
using System.Text.Json;
using Krewe.Protocol.Streams;

namespace Krewe.Gateway.Streams;

/// <summary>Reads the sizes that a client sends: JSON objects one after the other, which may come in pieces or several at once.</summary>
internal sealed class TerminalSizes(IByteChannel from)
{
    private const int Longest = 4096;
    private readonly ArrayBufferWriter<byte> _pending = new(256);

    /// <summary>Passes each size on until the client sends no more.</summary>
    /// <exception cref="IOException">The client has gone, or sent something else.</exception>
    public async Task CopyAsync(LinkChannel to, CancellationToken cancellationToken)
    {
        while (await from.ReadAsync(_pending.GetMemory(256), cancellationToken) is var read and > 0)
        {
            _pending.Advance(read);
            foreach (var size in Take())
                await to.WriteAsync(size.Write(), cancellationToken);
            if (_pending.WrittenCount > Longest)
                throw new IOException("what should be a terminal's size is too long");
        }
        await to.EndAsync(cancellationToken);
    }

    private List<TerminalSize> Take()
    {
        var sizes = new List<TerminalSize>();
        var left = _pending.WrittenSpan;
        while (TryTake(ref left) is { } size)
            sizes.Add(size);
        var rest = left.ToArray();
        _pending.ResetWrittenCount();
        _pending.Write(rest);
        return sizes;
    }

    private static TerminalSize? TryTake(ref ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes, isFinalBlock: false, default);
            if (!JsonDocument.TryParseValue(ref reader, out var document))
                return null;
            using (document)
            {
                bytes = bytes[(int)reader.BytesConsumed..];
                return new TerminalSize(Side(document.RootElement, "Width"), Side(document.RootElement, "Height"));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new IOException($"what should be a terminal's size is not understood: {e.Message}", e);
        }
    }

    private static ushort Side(JsonElement size, string name) =>
        size.TryGetProperty(name, out var side) && side.TryGetUInt16(out var value) ? value : (ushort)0;
}
