namespace Krewe.Storage.Leases;

/// <summary>
/// The lease of a shared store: at most one silo at a time is the active one, and each grant has an epoch of its own.
/// </summary>
/// <remarks>
/// Time is the store's. A holder counts the duration on a clock of its own from the moment <em>before</em> it called: its lease then
/// ends for itself before it ends for the others, however long the call took. All members throw
/// <see cref="ObjectLogException"/> when the store does not answer; the outcome is unknown then, and calling again is safe.
/// </remarks>
public interface ILeaseStore
{
    /// <summary>Takes the lease when <see cref="Lease.MayBeTakenBy"/> allows it, under the next epoch.</summary>
    /// <param name="candidate">Who asks.</param>
    /// <param name="duration">How long the lease lasts unless renewed. Positive.</param>
    Task<LeaseResult> AcquireAsync(LeaseHolder candidate, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Extends the lease to the duration from now, unless another grant was made since or it was given back.</summary>
    Task<LeaseResult> RenewAsync(long epoch, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Gives the lease back so that the next candidate need not wait for its end. Nothing happens where another grant was made.</summary>
    Task ReleaseAsync(long epoch, CancellationToken cancellationToken);

    /// <summary>Reads the lease as it stands.</summary>
    Task<Lease> ReadLeaseAsync(CancellationToken cancellationToken);
}
