using System.Reflection;
using Krewe.Gateway;
using Krewe.Gateway.Backups;
using Krewe.Storage;
using Krewe.Storage.Backups;
using Krewe.Storage.Snapshots;

namespace Krewe.SiloHost.Backups;

/// <summary>Backups of the state that this host works with, while it works.</summary>
internal sealed class ClusterBackup(IObjectLog log, GatewayOptions gateway, TimeProvider time) : IBackupSource
{
    /// <inheritdoc/>
    public async Task WriteAsync(Stream output, CancellationToken cancellationToken)
    {
        if (log is not ISnapshotStore store)
            throw new NotSupportedException($"{log.GetType().Name} cannot be read as a whole");
        await WriteAsync(output, store, await StateFiles.ReadAsync(gateway.DataDirectory, cancellationToken), time, cancellationToken);
    }

    /// <summary>Writes a backup of a database and the files that belong to it.</summary>
    public static Task WriteAsync(Stream output, ISnapshotStore store, IReadOnlyList<BackupFile> files, TimeProvider time, CancellationToken cancellationToken)
    {
        // Before the snapshot: nothing that is in it was written later.
        var header = new BackupHeader(time.GetUtcNow(), typeof(ClusterBackup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
        return BackupWriter.WriteAsync(output, header, files, store.ReadSnapshotAsync(cancellationToken), cancellationToken);
    }
}
