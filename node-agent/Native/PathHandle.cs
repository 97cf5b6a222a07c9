using System.Runtime.InteropServices;

namespace Krewe.NodeAgent.Native;

/// <summary>
/// A place in the file system that is known by itself, not by its name: a descriptor without access (<c>O_PATH</c>). Whatever becomes of
/// the names that led there, the handle goes on to mean the same file or directory.
/// </summary>
internal sealed partial class PathHandle : SafeHandle
{
    private const int NoEntry = 2;
    private const int Exists = 17;
    private const int ReadOnly = 0;
    private const int OnlyPath = 0x200000;
    private const int CloseOnExec = 0x80000;
    private const uint TypeMask = 0xF000;
    private const uint DirectoryType = 0x4000;
    private const uint LinkType = 0xA000;

    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64;
    private static readonly int DoNotFollow = IsArm ? 0x8000 : 0x20000;
    private static readonly int DirectoryOnly = IsArm ? 0x4000 : 0x10000;

    /// <summary>For marshalling only.</summary>
    public PathHandle() : base(invalidHandleValue: -1, ownsHandle: true)
    {
    }

    /// <summary>A name for the place itself, for this process and as long as the handle is open.</summary>
    public string Path => $"/proc/self/fd/{unchecked((int)handle)}";

    /// <inheritdoc/>
    public override bool IsInvalid => unchecked((int)handle) < 0; // The calls return 32 bits; the others of the handle are anything.

    /// <summary>True for a directory.</summary>
    public bool IsDirectory => (Status() & TypeMask) == DirectoryType;

    /// <summary>True for a symbolic link.</summary>
    public bool IsLink => (Status() & TypeMask) == LinkType;

    /// <summary>Its permissions.</summary>
    public UnixFileMode Mode => (UnixFileMode)(Status() & 0xFFF);

    /// <summary>Opens a path, through links as usual.</summary>
    /// <exception cref="IOException">There is nothing.</exception>
    public static PathHandle Open(string path)
    {
        const int CurrentDirectory = -100;
        var opened = OpenCall(CurrentDirectory, path, OnlyPath | CloseOnExec);
        return opened.IsInvalid ? throw Failure($"cannot open {path}") : opened;
    }

    /// <summary>What has a name in this directory, a link as itself; null if there is nothing.</summary>
    public PathHandle? Enter(string name)
    {
        var opened = OpenCall(this, name, OnlyPath | DoNotFollow | CloseOnExec);
        return !opened.IsInvalid ? opened : Marshal.GetLastPInvokeError() == NoEntry ? null : throw Failure($"cannot open {name}");
    }

    /// <summary>Makes a directory in this one, with just these permissions; one that is there already stays as it is.</summary>
    public void MakeDirectory(string name, UnixFileMode mode)
    {
        if (MakeDirectoryCall(this, name, (uint)UnixFileMode.UserExecute) != 0)
        {
            if (Marshal.GetLastPInvokeError() != Exists)
                throw Failure($"cannot make the directory {name}");
            return;
        }
        using var made = OpenCall(this, name, ReadOnly | DirectoryOnly | DoNotFollow | CloseOnExec);
        if (made.IsInvalid || ChangeModeCall(made, (uint)mode) != 0)
            throw Failure($"cannot give permissions to the directory {name}");
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => CloseCall(unchecked((int)handle)) == 0;

    private unsafe uint Status()
    {
        const int EmptyPath = 0x1000;
        const uint TypeAndMode = 3;
        var status = stackalloc uint[64]; // struct statx: 256 bytes on every architecture; its mode is the 16 bits from byte 28.
        return StatusCall(this, "", EmptyPath, TypeAndMode, status) == 0 ? ((ushort*)status)[14] : throw Failure("cannot look at a file");
    }

    private static IOException Failure(string what) => new($"{what}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial PathHandle OpenCall(int directory, string path, int flags);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial PathHandle OpenCall(PathHandle directory, string path, int flags);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeDirectoryCall(PathHandle directory, string path, uint mode);

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    private static partial int ChangeModeCall(PathHandle file, uint mode);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int StatusCall(PathHandle file, string path, int flags, uint fields, uint* status);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseCall(int descriptor);
}
