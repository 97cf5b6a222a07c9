using System.Buffers.Binary;
using System.Formats.Tar;
using System.Runtime.InteropServices;

namespace Krewe.NodeAgent.Runtimes.Docker;

/// <summary>
/// The image of sandboxes: one static program of less than 200 bytes that waits without end. The agent writes it itself, byte by byte,
/// so that no pod needs a registry before its own image is fetched.
/// </summary>
/// <remarks>
/// The file is an ELF executable with one loadable segment, mapped as it is at <see cref="LoadAddress"/>; the code follows the two
/// headers. As the first process of its PID namespace it has no handler for any signal, so the engine ends it by force.
/// </remarks>
internal static class PauseImage
{
    /// <summary>Repository of the image.</summary>
    public const string Repository = "krewe/pause";

    /// <summary>Version of the program; another program gets another tag.</summary>
    public const string Tag = "1";

    /// <summary>Name of the image.</summary>
    public const string Reference = $"{Repository}:{Tag}";

    /// <summary>The program in the image.</summary>
    public const string Program = "/pause";

    private const ulong LoadAddress = 0x400000;
    private const int FileHeaderSize = 64;
    private const int SegmentHeaderSize = 56;
    private const int CodeOffset = FileHeaderSize + SegmentHeaderSize;

    /// <summary>loop: mov eax, 34 (pause); syscall; jmp loop.</summary>
    private static readonly byte[] CodeX64 = [0xB8, 34, 0, 0, 0, 0x0F, 0x05, 0xEB, 0xF7];

    /// <summary>arm64 has no pause: loop: ppoll(NULL, 0, NULL, NULL, 0); b loop.</summary>
    private static readonly uint[] CodeArm64 =
    [
        0xD2800000, 0xD2800001, 0xD2800002, 0xD2800003, 0xD2800004, // mov x0..x4, #0
        0xD2800928, // mov x8, #73
        0xD4000001, // svc #0
        0x17FFFFF9, // b -7
    ];

    /// <summary>The image's only layer for the machine that the agent runs on.</summary>
    /// <exception cref="RuntimeException">There is no program for this architecture.</exception>
    public static byte[] Archive(Architecture architecture)
    {
        var executable = Executable(architecture);
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, Program[1..])
            {
                Mode = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
                    | UnixFileMode.OtherRead | UnixFileMode.OtherExecute,
                ModificationTime = DateTimeOffset.UnixEpoch,
                DataStream = new MemoryStream(executable),
            });
        return tar.ToArray();
    }

    /// <summary>The program as an ELF file.</summary>
    public static byte[] Executable(Architecture architecture)
    {
        var (machine, code) = architecture switch
        {
            Architecture.X64 => ((ushort)62, CodeX64),
            Architecture.Arm64 => ((ushort)183, Bytes(CodeArm64)),
            _ => throw new RuntimeException($"there is no sandbox program for {architecture}; the docker runtime needs x64 or arm64"),
        };
        var file = new byte[CodeOffset + code.Length];
        code.CopyTo(file, CodeOffset);

        var header = file.AsSpan(0, FileHeaderSize);
        "\u007fELF"u8.CopyTo(header);
        header[4] = 2; // 64 bits
        header[5] = 1; // little-endian
        header[6] = 1; // version
        BinaryPrimitives.WriteUInt16LittleEndian(header[16..], 2); // executable
        BinaryPrimitives.WriteUInt16LittleEndian(header[18..], machine);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1); // version
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], LoadAddress + CodeOffset); // entry point
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], FileHeaderSize); // segment headers follow
        BinaryPrimitives.WriteUInt16LittleEndian(header[52..], FileHeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header[54..], SegmentHeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header[56..], 1); // one segment

        var segment = file.AsSpan(FileHeaderSize, SegmentHeaderSize);
        BinaryPrimitives.WriteUInt32LittleEndian(segment, 1); // load
        BinaryPrimitives.WriteUInt32LittleEndian(segment[4..], 5); // readable, executable
        BinaryPrimitives.WriteUInt64LittleEndian(segment[16..], LoadAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[24..], LoadAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[32..], (ulong)file.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[40..], (ulong)file.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[48..], 0x1000); // alignment
        return file;
    }

    private static byte[] Bytes(uint[] instructions)
    {
        var bytes = new byte[instructions.Length * sizeof(uint)];
        for (var i = 0; i < instructions.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), instructions[i]);
        return bytes;
    }
}
