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
