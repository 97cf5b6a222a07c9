namespace Krewe.Storage.Snapshots;

/// <summary>A store whose whole state can be read as it stands at one moment, and written into it while it is empty.</summary>
/// <remarks>
/// <para>"One moment" is one of the database's own: a snapshot holds every commit that was acknowledged before it began, and with a
/// commit all that were acknowledged before that one was made, whatever their collections. So it holds no pod on a node that it does
/// not know, unless the cluster had one at that moment.</para>
/// <para>History and tombstones are not part of it: whoever watches begins anew from what is there.</para>
/// <para>What a provider must do beyond the signatures is written down as tests in <c>SnapshotConformance</c>.</para>
/// </remarks>
public interface ISnapshotStore
{
    /// <summary>
    /// Reads each collection, by name in ordinal order, followed by its objects in the order of their keys. Writers are not held up.
    /// </summary>
    /// <exception cref="ObjectLogException">The state could not be read.</exception>
    IAsyncEnumerable<SnapshotEntry> ReadSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes entries in the order of <see cref="ReadSnapshotAsync"/> into a store without collections, all or none: when reading the
    /// entries or writing them fails, nothing is there. Collections stand at their revisions, without history before them.
    /// </summary>
    /// <exception cref="ObjectLogException">
    /// The store is not empty (<see cref="ObjectLogFailure.NotEmpty"/>) or could not be written.
    /// </exception>
    Task RestoreSnapshotAsync(IAsyncEnumerable<SnapshotEntry> entries, CancellationToken cancellationToken);
}
