using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using Krewe.Gateway.Negotiation;
using Krewe.Gateway.Responses;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Gateway.Watches;

/// <summary>
/// Objects, or only their metadata, in protobuf. A frame is its length in four bytes, most significant first, and a <c>WatchEvent</c>
/// (1 type, 2 object) whose object is a <c>RawExtension</c> (1 raw) with a whole body: magic bytes and envelope.
/// </summary>
/// <param name="kind">The kind of the objects.</param>
/// <param name="metadataVersion">Version of <c>meta.k8s.io</c> where only metadata is wanted; otherwise null.</param>
internal sealed class ProtobufWatchEncoder(KindDefinition kind, string? metadataVersion) : WatchEncoder
{
    private const int LengthBytes = 4;
    private const byte TypeTag = 1 << 3 | 2;
    private const byte ObjectTag = 2 << 3 | 2;
    private const byte RawTag = 1 << 3 | 2;
    private const int LongestVarint = 5;

    /// <inheritdoc/>
    public override string ContentType => MediaTypes.ProtobufStream;

    /// <inheritdoc/>
    public override void Write(IBufferWriter<byte> output, WatchEventType type, ApiDocument document) => WriteFrame(
        output,
        type switch
        {
            WatchEventType.Added => "ADDED"u8,
            WatchEventType.Modified => "MODIFIED"u8,
            _ => "DELETED"u8,
        },
        metadataVersion is null ? ApiProtobuf.Write(document.Object) : PartialMetadata.Protobuf(document, metadataVersion));

    /// <inheritdoc/>
    public override void WriteBookmark(IBufferWriter<byte> output, long revision, bool endsInitialEvents)
    {
        var metadata = new ObjectMeta { ResourceVersion = revision.ToString(CultureInfo.InvariantCulture) };
        if (endsInitialEvents)
            metadata = metadata with { Annotations = Bookmarks.InitialEventsEnd };
        WriteFrame(output, "BOOKMARK"u8, metadataVersion is null
            ? ApiProtobuf.WriteMetadata(kind.Gvk.ApiVersion, kind.Gvk.Kind, metadata)
            : PartialMetadata.Protobuf(metadata, metadataVersion));
    }

    /// <inheritdoc/>
    public override void WriteError(IBufferWriter<byte> output, ApiFailure failure) =>
        WriteFrame(output, "ERROR"u8, ApiProtobuf.WriteRecord(failure.ToStatus()));

    private static void WriteFrame(IBufferWriter<byte> output, ReadOnlySpan<byte> type, ReadOnlyMemory<byte> body)
    {
        var rawLength = 1 + VarintLength(body.Length) + body.Length;
        var eventLength = 2 + type.Length + 1 + VarintLength(rawLength) + rawLength;

        var head = output.GetSpan(LengthBytes + eventLength - body.Length);
        BinaryPrimitives.WriteInt32BigEndian(head, eventLength);
        var at = LengthBytes;
        head[at++] = TypeTag;
        head[at++] = (byte)type.Length;
        type.CopyTo(head[at..]);
        at += type.Length;
        head[at++] = ObjectTag;
        at += WriteVarint(head[at..], rawLength);
        head[at++] = RawTag;
        at += WriteVarint(head[at..], body.Length);
        output.Advance(at);
        output.Write(body.Span);
    }

    private static int VarintLength(int value)
    {
        Span<byte> bytes = stackalloc byte[LongestVarint];
        return WriteVarint(bytes, value);
    }

    private static int WriteVarint(Span<byte> into, int value)
    {
        var length = 0;
        var rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
            into[length++] = (byte)(rest | 0x80);
        into[length++] = (byte)rest;
        return length;
    }
}
