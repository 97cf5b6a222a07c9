using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

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

    /// <summary>Sends a signal to a process; false if there is none.</summary>
    public static bool TrySignal(int pid, int signal) => KillCall(pid, signal) == 0;

    /// <summary>Brings the calling thread into the network namespace of a process, for good.</summary>
    public static void EnterNetwork(int process)
    {
        const int NewNetwork = 0x40000000;
        using var space = File.OpenHandle(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/ns/net"));
        if (SetNamespaceCall(space, NewNetwork) != 0)
            throw new IOException($"cannot enter the network of process {process}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Makes a pseudo terminal and says which number its other end has.</summary>
    public static SafeFileHandle OpenTerminal(out int number)
    {
        number = 0;
        const uint Unlock = 0x40045431;
        const uint Number = 0x80045430;
        const int ReadWriteNoControlCloseOnExec = 0x2 | 0x100 | 0x80000;
        var descriptor = OpenCall("/dev/ptmx", ReadWriteNoControlCloseOnExec);
        if (descriptor < 0)
            throw new IOException($"cannot make a terminal: {Marshal.GetLastPInvokeErrorMessage()}");
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        var locked = 0;
        if (IoctlCall(handle, Unlock, ref locked) != 0 || IoctlCall(handle, Number, ref number) != 0)
        {
            handle.Dispose();
            throw new IOException($"cannot make a terminal: {Marshal.GetLastPInvokeErrorMessage()}");
        }
        return handle;
    }

    /// <summary>Changes the size of a terminal.</summary>
    public static void ResizeTerminal(SafeFileHandle terminal, ushort rows, ushort columns)
    {
        const uint SetSize = 0x5414;
        var size = new WindowSize { Rows = rows, Columns = columns };
        if (IoctlCall(terminal, SetSize, ref size) != 0)
            throw new IOException($"cannot resize the terminal: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>The kernel's <c>struct winsize</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespaceCall(SafeFileHandle space, int type);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoctlCall(SafeFileHandle file, nuint request, ref int value);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoctlCall(SafeFileHandle file, nuint request, ref WindowSize value);

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
