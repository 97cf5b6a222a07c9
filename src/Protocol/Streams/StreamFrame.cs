using System.Buffers.Binary;

namespace Krewe.Protocol.Streams;

/// <summary>What a message of a <see cref="StreamLink"/> is: its first byte.</summary>
internal enum StreamFrameType : byte
{
    /// <summary>Bytes of a channel.</summary>
    Data = 0,

    /// <summary>The sender sends no more on the channel.</summary>
    End = 1,

    /// <summary>The sender has room for so many bytes more (four bytes, big-endian).</summary>
    Credit = 2,

    /// <summary>Opens a channel; the payload says what for.</summary>
    Open = 3,

    /// <summary>Ends the channel both ways; the payload says why, in UTF-8.</summary>
    Reset = 4,
}

/// <summary>The head of a message: type, then the channel in four bytes, big-endian.</summary>
internal static class StreamFrame
{
    public const int HeadLength = 5;

    public static void WriteHead(Span<byte> message, StreamFrameType type, int channel)
    {
        message[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(message[1..], channel);
    }

    public static bool TryReadHead(ReadOnlySpan<byte> message, out StreamFrameType type, out int channel)
    {
        (type, channel) = (default, 0);
        if (message.Length < HeadLength || message[0] > (byte)StreamFrameType.Reset)
            return false;
        type = (StreamFrameType)message[0];
        channel = BinaryPrimitives.ReadInt32BigEndian(message[1..]);
        return channel >= 0;
    }
}
