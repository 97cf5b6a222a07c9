using Krewe.Storage.Sqlite;
using Krewe.Storage.Tests.Conformance;

namespace Krewe.Storage.Tests.Sqlite;

/// <summary>A database in a temporary directory that goes away with the store.</summary>
internal sealed class SqliteStore : IObjectLogStore
{
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("krewe-storage-").FullName;

    public string Path => System.IO.Path.Combine(Directory, "krewe.db");

    public SqliteObjectLogOptions Options => new() { Path = Path };

    public async Task<IObjectLog> OpenAsync() => await SqliteObjectLog.OpenAsync(Options, CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        System.IO.Directory.Delete(Directory, recursive: true);
        return ValueTask.CompletedTask;
    }
}
