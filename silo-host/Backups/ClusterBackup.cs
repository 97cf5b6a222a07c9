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
    public Task WriteAsync(Stream output, CancellationToken cancellationToken) => log is ISnapshotStore store
        ? WriteAsync(output, store, gateway.DataDirectory, time, cancellationToken)
        : throw new NotSupportedException($"{log.GetType().Name} cannot be read as a whole");

    /// <summary>Writes a backup of a database and a data directory.</summary>
    public static async Task WriteAsync(Stream output, ISnapshotStore store, string directory, TimeProvider time, CancellationToken cancellationToken)
    {
        // Before the snapshot: nothing that is in it was written later.
        var header = new BackupHeader(time.GetUtcNow(), typeof(ClusterBackup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
        var files = await StateFiles.ReadAsync(directory, cancellationToken);
        await BackupWriter.WriteAsync(output, header, files, store.ReadSnapshotAsync(cancellationToken), cancellationToken);
    }
}
