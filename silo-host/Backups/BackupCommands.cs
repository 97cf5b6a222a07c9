using System.Collections.ObjectModel;
using System.Globalization;
using System.Text;
using Krewe.SiloHost.Standby;
using Krewe.Storage.Backups;
using Krewe.Storage.Postgres;
using Krewe.Storage.Sqlite;

namespace Krewe.SiloHost.Backups;

/// <summary>
/// <c>silo-host backup|restore|verify FILE</c>: on the data directory of a host that does not run, or on the database of several. A host that
/// runs gives backups at <c>/krewe/v1/backup</c>.
/// </summary>
internal sealed class BackupCommands(SiloHostOptions options, TimeProvider time, TextWriter output)
{
    /// <summary>Writes a backup to a new file.</summary>
    public async Task<int> BackUpAsync(string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path))
            throw new IOException($"{path} exists already: name another file");
        var draft = path + ".partial";
        File.Delete(draft);
        await using (var file = new FileStream(draft, StateFiles.PrivateFile(FileMode.CreateNew)))
        {
            await (options.Storage is StorageKind.Postgres ? BackUpSharedAsync(file, cancellationToken) : BackUpLocalAsync(file, cancellationToken));
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: false);
        return await VerifyAsync(path, cancellationToken);
    }

    /// <summary>Restores a backup into the data directory, or into the database that several hosts share.</summary>
    public async Task<int> RestoreAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        if (options.Storage is StorageKind.Postgres)
        {
            await using var store = await OpenSharedAsync(cancellationToken);
            await output.WriteLineAsync($"restored to the database: {Describe(await new SharedRestoration(store, time).RunAsync(file, cancellationToken))}");
        }
        else
        {
            var summary = await new Restoration(options.DataDirectory, time).RunAsync(file, cancellationToken);
            await output.WriteLineAsync($"restored to {options.DataDirectory}: {Describe(summary)}");
        }
        return 0;
    }

    /// <summary>Reads a backup to its end and says what it holds.</summary>
    public async Task<int> VerifyAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        await output.WriteLineAsync($"{path}: {Describe(await BackupReader.VerifyAsync(file, cancellationToken))}");
        return 0;
    }

    private async Task BackUpLocalAsync(Stream file, CancellationToken cancellationToken)
    {
        var database = Path.Combine(options.DataDirectory, "krewe.db");
        if (!File.Exists(database))
            throw new IOException($"{database}: there is no database to back up");
        await using var log = await SqliteObjectLog.OpenAsync(new SqliteObjectLogOptions { Path = database }, cancellationToken);
        await ClusterBackup.WriteAsync(file, log, await StateFiles.ReadAsync(options.DataDirectory, cancellationToken), time, cancellationToken);
    }

    private async Task BackUpSharedAsync(Stream file, CancellationToken cancellationToken)
    {
        await using var store = await OpenSharedAsync(cancellationToken);
        var credentials = await store.ShareCredentialsAsync(ReadOnlyDictionary<string, string>.Empty, cancellationToken);
        var files = credentials.Select(pair => new BackupFile(pair.Key, Encoding.UTF8.GetBytes(pair.Value))).ToList();
        await ClusterBackup.WriteAsync(file, store, files, time, cancellationToken);
    }

    private async Task<PostgresStore> OpenSharedAsync(CancellationToken cancellationToken) => await PostgresStore.OpenAsync(
        new PostgresStoreOptions { ConnectionString = await DatabaseAddress.ReadAsync(options.Database!, cancellationToken) }, time, cancellationToken);

    private static string Describe(BackupSummary summary) => string.Create(CultureInfo.InvariantCulture,
        $"{summary.Objects} objects of {summary.Collections} kinds, {summary.Files} files of keys, as of {summary.Header.TakenAt:u}");
}
