namespace Krewe.Storage.Sqlite;

/// <summary>Files that only their owner may read: the database holds Secrets.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens the file, created with mode 0600 where it is missing, and takes rights of others away where it exists.</summary>
    public static FileStream Open(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share };
        if (OperatingSystem.IsWindows())
            return new FileStream(path, options);

        options.UnixCreateMode = OwnerOnly;
        var file = new FileStream(path, options);
        File.SetUnixFileMode(file.SafeFileHandle, OwnerOnly);
        return file;
    }
}
