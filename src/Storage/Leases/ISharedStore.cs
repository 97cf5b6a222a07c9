namespace Krewe.Storage.Leases;

/// <summary>A database that several silos use and one at a time writes to.</summary>
public interface ISharedStore : ILeaseStore, IAsyncDisposable
{
    /// <summary>
    /// The object log for the holder of an epoch. Commits and compactions test, inside the transaction that writes, that the lease
    /// is still held under that epoch; once it is not, a commit answers <see cref="CommitResult.Fenced"/>, a compaction throws
    /// <see cref="ObjectLogException"/> with <see cref="ObjectLogFailure.Fenced"/>, and neither has changed anything. So whoever
    /// was paused, cut off or slow can never write once another silo has taken over. Reads are not fenced.
    /// </summary>
    /// <remarks>The end of a lease alone fences nothing: only the next grant, or giving the lease back, spends an epoch.</remarks>
    /// <param name="epoch">From <see cref="LeaseResult.Granted"/>.</param>
    IObjectLog OpenLog(long epoch);
}
