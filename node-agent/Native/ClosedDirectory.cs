namespace Krewe.NodeAgent.Native;

/// <summary>
/// Directories that other users of the machine cannot list, for what must not be found: names below them are UIDs, which nobody guesses.
/// </summary>
internal static class ClosedDirectory
{
    /// <summary>For the owner only.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Others may pass through to what they know by name, as processes of other users must to their volumes.</summary>
    public const UnixFileMode PassThrough = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Makes the directory, or gives one that is there already the mode.</summary>
    /// <exception cref="IOException">It is a link or belongs to somebody else, who could read or exchange what is put into it.</exception>
    public static void Make(string path, UnixFileMode mode)
    {
        Directory.CreateDirectory(path, mode);
        if (new FileInfo(path).LinkTarget is not null)
            throw new IOException($"{path} is a symbolic link");
        if (SystemCalls.OwnerOf(path) is var owner && owner != SystemCalls.EffectiveUser())
            throw new IOException($"{path} belongs to user {owner}");
        File.SetUnixFileMode(path, mode);
    }
}
