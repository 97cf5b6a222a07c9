using System.Buffers.Binary;

namespace Krewe.Gateway.Streams.Spdy;

/// <summary>Control frames of SPDY/3.1 that matter here.</summary>
internal enum SpdyFrameType
{
    SynStream = 1,
    SynReply = 2,
    RstStream = 3,
    Settings = 4,
    Ping = 6,
    GoAway = 7,
    Headers = 8,
    WindowUpdate = 9,
}

/// <summary>Why a stream is reset.</summary>
internal enum SpdyResetReason
{
    ProtocolError = 1,
    InvalidStream = 2,
    RefusedStream = 3,
    Cancel = 5,
}

/// <summary>The eight bytes before each frame's payload: a control frame's version and type or a data frame's stream, flags, and the length.</summary>
/// <param name="Control">The type of a control frame; null for data.</param>
/// <param name="Stream">The stream of a data frame.</param>
/// <param name="Flags">Flags.</param>
/// <param name="Length">Length of the payload in bytes.</param>
internal readonly record struct SpdyFrameHead(SpdyFrameType? Control, int Stream, byte Flags, int Length)
{
    /// <summary>Its own length.</summary>
    public const int Size = 8;

    /// <summary>The sender sends no more on the stream.</summary>
    public const byte Fin = 1;

    private const int Version = 3;

    /// <summary>Reads a head; null if it is none of this version.</summary>
    public static SpdyFrameHead? Read(ReadOnlySpan<byte> bytes)
    {
        var first = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var second = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        var (flags, length) = ((byte)(second >> 24), (int)(second & 0xFFFFFF));
        if ((first & 0x80000000) == 0)
            return new SpdyFrameHead(null, (int)first, flags, length);
        return ((first >> 16) & 0x7FFF) == Version ? new SpdyFrameHead((SpdyFrameType)(first & 0xFFFF), 0, flags, length) : null;
    }

    /// <summary>Writes it.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Control is { } type ? 0x80000000 | Version << 16 | (uint)type : (uint)Stream);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], (uint)Flags << 24 | (uint)Length);
    }
}
