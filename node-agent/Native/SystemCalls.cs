using System.Runtime.InteropServices;

namespace Krewe.NodeAgent.Native;

/// <summary>System calls that the framework does not offer.</summary>
internal static partial class SystemCalls
{
    private const uint Same = uint.MaxValue;

    /// <summary>Renames a file or link over another one, atomically.</summary>
    public static void Rename(string from, string to)
    {
        if (RenameCall(from, to) != 0)
            throw new IOException($"cannot rename {from} to {to}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Gives a file to a group.</summary>
    public static void ChangeGroup(string path, long group)
    {
        if (LchownCall(path, Same, checked((uint)group)) != 0)
            throw new IOException($"cannot give {path} to group {group}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>The user that a file belongs to; a link is not followed.</summary>
    public static unsafe uint OwnerOf(string path)
    {
        const int CurrentDirectory = -100;
        const int DoNotFollow = 0x100;
        const uint UserField = 8;
        var status = stackalloc uint[64]; // struct statx: 256 bytes on every architecture; its user is the sixth field of 32 bits.
        if (StatxCall(CurrentDirectory, path, DoNotFollow, UserField, status) != 0)
            throw new IOException($"cannot look at {path}: {Marshal.GetLastPInvokeErrorMessage()}");
        return status[5];
    }

    /// <summary>The user that the agent acts as.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    /// <summary>Waits until the entries of a directory are on disk.</summary>
    public static void FlushDirectory(string path)
    {
        var descriptor = OpenCall(path, 0);
        if (descriptor < 0)
            throw new IOException($"cannot open {path}: {Marshal.GetLastPInvokeErrorMessage()}");
        var failed = FsyncCall(descriptor) != 0 ? Marshal.GetLastPInvokeErrorMessage() : null;
        _ = CloseCall(descriptor);
        if (failed is not null)
            throw new IOException($"cannot flush {path}: {failed}");
    }

    /// <summary>Sends a signal to all processes of the session that a process leads; none is no error.</summary>
    public static void SignalSession(int leader, int signal)
    {
        const int NoSuchProcess = 3;
        if (KillCall(-leader, signal) != 0 && Marshal.GetLastPInvokeError() != NoSuchProcess)
            throw new IOException($"cannot signal process group {leader}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Ends a process, or with its negative id all of a group, by force where that is allowed; false if there was none.</summary>
    public static bool TryKill(int pid)
    {
        const int NoSuchProcess = 3;
        const int Kill = 9;
        return KillCall(pid, Kill) == 0 || Marshal.GetLastPInvokeError() != NoSuchProcess;
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int StatxCall(int directory, string path, int flags, uint fields, uint* status);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int KillCall(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenCall(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FsyncCall(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseCall(int descriptor);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameCall(string from, string to);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LchownCall(string path, uint user, uint group);
}
