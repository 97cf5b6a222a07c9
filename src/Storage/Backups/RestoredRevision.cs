using System.Globalization;
using System.Runtime.CompilerServices;
using Krewe.Storage.Snapshots;

namespace Krewe.Storage.Backups;

/// <summary>
/// The revision at which restored collections go on, so that no revision is ever given out twice.
/// </summary>
/// <remarks>
/// <para>After a backup was taken clients saw further revisions. If a restored collection counted on from the backup's, it would give
/// these out a second time for other states: a watch that goes on from one of them would miss changes and never know, and an update
/// conditional on one could overwrite what its writer has not seen.</para>
/// <para>So every restored collection stands at the number of microseconds that have passed since <see cref="Origin"/> when it is restored.
/// Collections count from 0, and none commits as many as a million changes in a second; hence a revision that was given out at a time is
/// below the number for that time, whichever backups were restored before in whatever order, and the number for now is above all of
/// them. History begins there: watches that go on from anything older answer 410 Gone, and their clients list anew. The objects keep the
/// revisions that they had: whoever holds one of those has seen just this state.</para>
/// <para>Collections that the backup does not know are raised too: they may have given out revisions since. The numbers stay below 2^53,
/// which every JSON reader can hold, until the year 2305. (etcd's <c>snapshot restore --bump-revision --mark-compacted</c> does the same
/// with a number that the operator has to choose.)</para>
/// </remarks>
public static class RestoredRevision
{
    /// <summary>The time that counts as 0; before the first Krewe.</summary>
    public static readonly DateTimeOffset Origin = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far behind the backup's clock this machine's may be: as far as clocks of two machines may well differ.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>The revision of everything that is restored now.</summary>
    /// <exception cref="BackupException">The clock is behind the backup.</exception>
    public static long At(DateTimeOffset now, DateTimeOffset takenAt) => now >= takenAt - Tolerance
        ? (now - Origin).Ticks / TimeSpan.TicksPerMicrosecond + 1
        : throw FromTheFuture(string.Create(CultureInfo.InvariantCulture, $"this machine's clock says {now:u}, and the backup was taken at {takenAt:u}"));

    /// <summary>The entries with every collection raised, and with those that the snapshot lacks.</summary>
    /// <param name="entries">A snapshot.</param>
    /// <param name="revision">From <see cref="At"/>.</param>
    /// <param name="collections">Names of the collections that there are; asked for when the entries have been read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async IAsyncEnumerable<SnapshotEntry> RaiseAsync(
        IAsyncEnumerable<SnapshotEntry> entries, long revision, IEnumerable<string> collections, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            if (entry is not SnapshotEntry.Collection begin)
            {
                yield return entry;
                continue;
            }
            if (begin.Revision >= revision)
                throw FromTheFuture($"the collection {begin.Name} stands at revision {begin.Revision}, which is beyond what this machine's clock allows");
            known.Add(begin.Name);
            yield return begin with { Revision = revision };
        }
        foreach (var name in collections.Except(known, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            yield return new SnapshotEntry.Collection(name, revision);
    }

    private static BackupException FromTheFuture(string why) => new(BackupFailure.FromTheFuture, $"{why}: set the clock first");
}
