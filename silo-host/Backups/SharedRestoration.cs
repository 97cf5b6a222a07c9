using System.Text;
using Krewe.Storage.Backups;
using Krewe.Storage.Postgres;

namespace Krewe.SiloHost.Backups;

/// <summary>
/// Brings a backup back into an empty database that several hosts share: objects and keys in one transaction. Hosts then take the keys from the
/// database, whatever their data directories hold.
/// </summary>
internal sealed class SharedRestoration(PostgresStore store, TimeProvider time)
{
    /// <summary>Restores a backup.</summary>
    /// <exception cref="BackupException">The file is no backup that can be restored here.</exception>
    /// <exception cref="Krewe.Storage.ObjectLogException">The database holds a cluster, is in use, or cannot be written.</exception>
    public async Task<BackupSummary> RunAsync(Stream backup, CancellationToken cancellationToken)
    {
        var summary = await BackupReader.VerifyAsync(backup, cancellationToken);
        var revision = RestoredRevision.At(time.GetUtcNow(), summary.Header.TakenAt);
        backup.Position = 0;
        await using var reader = await BackupReader.OpenAsync(backup, cancellationToken);
        var credentials = reader.Files.Where(file => StateFiles.Names.Contains(file.Name))
            .ToDictionary(file => file.Name, file => Encoding.UTF8.GetString(file.Content.Span));
        await store.RestoreAsync(Restoration.Raise(reader.ReadEntriesAsync(cancellationToken), revision, cancellationToken), credentials, cancellationToken);
        return summary;
    }
}
