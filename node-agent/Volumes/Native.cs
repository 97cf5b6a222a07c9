using System.Runtime.InteropServices;

namespace Krewe.NodeAgent.Volumes;

/// <summary>System calls that the framework does not offer.</summary>
internal static partial class Native
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

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameCall(string from, string to);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LchownCall(string path, uint user, uint group);
}
