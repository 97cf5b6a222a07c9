using System.Runtime.CompilerServices;
using Krewe.Model.Apiextensions;
using Krewe.Model.Kinds;
using Krewe.Storage.Backups;
using Krewe.Storage.Snapshots;
using Krewe.Storage.Sqlite;

namespace Krewe.SiloHost.Backups;

/// <summary>
/// Brings a backup back into a data directory that holds no state, all or nothing.
/// </summary>
/// <remarks>
/// The backup is read to its end before anything is written. Then everything is made in the directory <c>restoring</c>, and moved to its place, the
/// database last: with it the state is there. A restoration that was interrupted before is begun anew, and until then no host starts on
/// the directory (<see cref="ThrowIfInterrupted"/>): with keys and without objects it would tell nodes that nothing is to run.
/// </remarks>
internal sealed class Restoration(string directory, TimeProvider time)
{
    private const string Database = "krewe.db";

    private string Draft => Path.Combine(directory, "restoring");

    /// <summary>Restores a backup.</summary>
    /// <exception cref="BackupException">The file is no backup that can be restored here.</exception>
    /// <exception cref="IOException">The directory holds state, or cannot be written.</exception>
    /// <exception cref="Krewe.Storage.ObjectLogException">The database cannot be written.</exception>
    public async Task<BackupSummary> RunAsync(Stream backup, CancellationToken cancellationToken)
    {
        var summary = await BackupReader.VerifyAsync(backup, cancellationToken);
        var revision = RestoredRevision.At(time.GetUtcNow(), summary.Header.TakenAt);
        Clear();
        Directory.CreateDirectory(Draft, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        backup.Position = 0;
        await using (var reader = await BackupReader.OpenAsync(backup, cancellationToken))
        {
            await StateFiles.WriteAsync(Draft, reader.Files, cancellationToken);
            await using var log = await SqliteObjectLog.OpenAsync(new SqliteObjectLogOptions { Path = Path.Combine(Draft, Database) }, cancellationToken);
            await log.RestoreSnapshotAsync(Raise(reader.ReadEntriesAsync(cancellationToken), revision, cancellationToken), cancellationToken);
        }
        PutInPlace();
        return summary;
    }

    /// <summary>Refuses a data directory in which a restoration has begun and not ended.</summary>
    /// <exception cref="IOException">It has.</exception>
    public static void ThrowIfInterrupted(string directory)
    {
        if (Directory.Exists(Path.Combine(directory, "restoring")) && !File.Exists(Path.Combine(directory, Database)))
            throw new IOException($"{directory}: a restoration has begun here and has not ended; run it again");
    }

    /// <summary>The state as it is to be: every collection that there can be is raised, in use or not, those of custom kinds too.</summary>
    public static IAsyncEnumerable<SnapshotEntry> Raise(IAsyncEnumerable<SnapshotEntry> entries, long revision, CancellationToken cancellationToken)
    {
        var defined = new List<string>();
        var collections = KindRegistry.All.Select(kind => kind.Collection).Concat(defined);
        return RestoredRevision.RaiseAsync(NoteDefinitions(entries, defined, cancellationToken), revision, collections, cancellationToken);
    }

    // A definition bears the name of the collection that it defines.
    private static async IAsyncEnumerable<SnapshotEntry> NoteDefinitions(
        IAsyncEnumerable<SnapshotEntry> entries, List<string> defined, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var inDefinitions = false;
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            if (entry is SnapshotEntry.Collection collection)
                inDefinitions = collection.Name == CustomResourceDefinitionKind.Instance.Collection;
            else if (inDefinitions && entry is SnapshotEntry.Item item)
                defined.Add(ObjectKey.Parse(item.Stored.Key).Name);
            yield return entry;
        }
    }

    /// <summary>Takes away what an interrupted restoration has left, and refuses everything else.</summary>
    private void Clear()
    {
        var interrupted = Directory.Exists(Draft);
        var present = StateFiles.Names.Where(name => File.Exists(Path.Combine(directory, name))).ToList();
        if (File.Exists(Path.Combine(directory, Database)))
            throw new IOException($"{directory} holds a cluster already ({Database}): restore into an empty directory");
        if (present.Count > 0 && !interrupted)
            throw new IOException($"{directory} holds keys of a cluster already ({string.Join(", ", present)}): restore into an empty directory");
        foreach (var name in present)
            File.Delete(Path.Combine(directory, name));
        if (interrupted)
            Directory.Delete(Draft, recursive: true);
    }

    private void PutInPlace()
    {
        foreach (var name in StateFiles.Names.Where(name => File.Exists(Path.Combine(Draft, name))).Append(Database))
        {
            var path = Path.Combine(directory, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.Move(Path.Combine(Draft, name), path);
        }
        Directory.Delete(Draft, recursive: true);
    }
}
