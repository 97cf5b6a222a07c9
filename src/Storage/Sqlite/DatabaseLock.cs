using System.Globalization;

namespace Krewe.Storage.Sqlite;

/// <summary>
/// Keeps a second process from opening the same database for writing. A lock on a file of its own beside the database, which the kernel
/// releases however the process ends; the file stays, since deleting it would race with the next owner.
/// </summary>
/// <remarks>SQLite has no lock for this: one that lasted would shut out the read connections and the <c>sqlite3</c> shell too.</remarks>
internal sealed class DatabaseLock : IDisposable
{
    private readonly FileStream _file;

    private DatabaseLock(FileStream file) => _file = file;

    /// <exception cref="ObjectLogException">Another process holds it.</exception>
    public static DatabaseLock Take(string databasePath)
    {
        var path = databasePath + ".lock";
        var file = Open(path, databasePath);
        file.SetLength(0);
        file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        file.Flush();
        return new DatabaseLock(file);
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path, string databasePath)
    {
        try
        {
            return PrivateFile.Open(path, FileShare.None);
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new ObjectLogException(ObjectLogFailure.InUse,
                $"{databasePath}: another process has this database open ({path} is locked). Stop it first, or name another file.", exception);
        }
    }
}
