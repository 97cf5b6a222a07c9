using System.Runtime.InteropServices;

namespace Krewe.NodeAgent.Native;

/// <summary>Mounts of this machine; for root only.</summary>
internal static partial class MountPoints
{
    private const int NoEntry = 2;
    private const int Invalid = 22;

    /// <summary>Makes a place show at a path too, which is a file or directory like it.</summary>
    public static void Bind(PathHandle place, string path)
    {
        const ulong BindFlag = 4096;
        if (MountCall(place.Path, path, null, BindFlag, IntPtr.Zero) != 0)
            throw new IOException($"cannot mount at {path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Takes away everything that is mounted at a path. Who uses it, or has mounted it elsewhere, keeps it. None is no error.</summary>
    /// <exception cref="IOException">Something is still mounted there.</exception>
    public static void Detach(string path)
    {
        const int WhenUnused = 2;
        const int DoNotFollow = 8;
        while (UnmountCall(path, WhenUnused | DoNotFollow) == 0)
        {
        }
        if (Marshal.GetLastPInvokeError() is not (Invalid or NoEntry))
            throw new IOException($"cannot unmount {path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MountCall(string source, string target, string? type, ulong flags, IntPtr data);

    [LibraryImport("libc", EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnmountCall(string target, int flags);
}
