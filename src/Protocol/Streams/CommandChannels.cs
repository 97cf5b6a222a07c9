using System.Buffers.Binary;

namespace Krewe.Protocol.Streams;

/// <summary>The channels of a <see cref="CommandStreamRequest"/>, numbered as in Kubernetes' <c>channel.k8s.io</c> protocols.</summary>
public static class CommandChannels
{
    /// <summary>Standard input, from the gateway; its end closes it.</summary>
    public const int Stdin = 0;

    /// <summary>Standard output.</summary>
    public const int Stdout = 1;

    /// <summary>Standard error.</summary>
    public const int Stderr = 2;

    /// <summary>What became of it: one <see cref="CommandOutcome"/> in JSON, after all output, then the end.</summary>
    public const int Outcome = 3;

    /// <summary>Sizes of the terminal, from the gateway: <see cref="TerminalSize"/>s one after the other.</summary>
    public const int Resize = 4;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<int> All { get; } = [Stdin, Stdout, Stderr, Outcome, Resize];
}

/// <summary>What became of a command: an exit code, a failure to run it at all, or neither when an attachment is over.</summary>
public sealed record CommandOutcome
{
    /// <summary>Longest JSON of it, in bytes.</summary>
    public const int LongestJson = 64 << 10;

    /// <summary>Exit code of the command.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Why it could not be run, for the user.</summary>
    public string? Failure { get; init; }
}

/// <summary>Size of a terminal in characters; four bytes on the wire, big-endian.</summary>
public readonly record struct TerminalSize(ushort Width, ushort Height)
{
    /// <summary>Its length on the wire.</summary>
    public const int Length = 4;

    /// <summary>Writes it.</summary>
    public byte[] Write()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, Width);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), Height);
        return bytes;
    }

    /// <summary>Reads it.</summary>
    public static TerminalSize Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]));
}
