using Krewe.Storage.Backups;

namespace Krewe.SiloHost.Backups;

/// <summary>
/// The files of a data directory that are state, beside the database: what nodes and administrators trust. Everything else there is made
/// from these.
/// </summary>
internal static class StateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Their paths in the data directory, with slashes.</summary>
    public static readonly string[] Names = ["pki/ca.crt", "pki/ca.key", "pki/tokens.csv", "pki/sa.key", "join-token"];

    /// <summary>Reads those that are there.</summary>
    public static async Task<IReadOnlyList<BackupFile>> ReadAsync(string directory, CancellationToken cancellationToken)
    {
        var files = new List<BackupFile>();
        foreach (var name in Names.Where(name => File.Exists(Path.Combine(directory, name))))
            files.Add(new BackupFile(name, await File.ReadAllBytesAsync(Path.Combine(directory, name), cancellationToken)));
        return files;
    }

    /// <summary>Writes files that only their owner may read. Names that are not ours, which would lie anywhere, are passed over.</summary>
    public static async Task WriteAsync(string directory, IEnumerable<BackupFile> files, CancellationToken cancellationToken)
    {
        foreach (var file in files.Where(file => Names.Contains(file.Name)))
        {
            var path = Path.Combine(directory, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, OwnerOnly | UnixFileMode.UserExecute);
            await using var stream = new FileStream(path, PrivateFile(FileMode.CreateNew));
            await stream.WriteAsync(file.Content, cancellationToken);
            stream.Flush(flushToDisk: true);
        }
    }

    /// <summary>How a file that holds secrets is opened for writing.</summary>
    public static FileStreamOptions PrivateFile(FileMode mode) => new() { Mode = mode, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
}
