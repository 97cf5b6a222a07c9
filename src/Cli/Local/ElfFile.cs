using System.Buffers.Binary;

namespace Krewe.Cli.Local;

/// <summary>Looks into an executable of 64-bit Linux.</summary>
internal static class ElfFile
{
    private const int InterpreterSegment = 3;

    /// <summary>True if the program needs no dynamic loader: it has no interpreter segment.</summary>
    public static bool IsStatic(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> header = stackalloc byte[64];
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header.StartsWith("\u007fELF"u8))
            return false;
        var offset = BinaryPrimitives.ReadInt64LittleEndian(header[32..]);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(header[54..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(header[56..]);
        Span<byte> type = stackalloc byte[4];
        for (var index = 0; index < count; index++)
        {
            file.Position = offset + ((long)index * size);
            file.ReadExactly(type);
            if (BinaryPrimitives.ReadInt32LittleEndian(type) == InterpreterSegment)
                return false;
        }

        return true;
    }
}
