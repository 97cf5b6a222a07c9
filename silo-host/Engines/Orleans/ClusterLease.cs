using Krewe.Storage.Leases;

namespace Krewe.SiloHost.Engines;

/// <summary>
/// The lease of a database that an Orleans cluster writes to. All silos of the cluster hold it together, as one holder under one epoch: among
/// themselves every commit's condition on its collection's revision is the fence, and the epoch keeps out silos of the embedded engine, of which
/// one alone may write.
/// </summary>
/// <remarks>
/// Two silos that are first at the same moment may each take the lease. The later grant spends the earlier epoch; whoever finds its commits
/// fenced reads the lease again and finds the cluster's newer epoch there.
/// </remarks>
internal sealed partial class ClusterLease(ISharedStore store, Uri address, TimeProvider time, ILogger<ClusterLease> logger)
{
    /// <summary>Until silos of the other engine may take over when no silo of the cluster lives.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(6);

    private const string Cluster = "orleans-cluster";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly LeaseHolder _self = new(Cluster, address);

    /// <summary>The epoch of the cluster; waits while a silo of the other engine is active.</summary>
    public async Task<long> JoinAsync(CancellationToken cancellationToken)
    {
        for (var waited = false; ; waited = true)
        {
            if (await FindAsync(cancellationToken) is { } epoch)
                return epoch;
            if (await store.AcquireAsync(_self, Duration, cancellationToken) is LeaseResult.Granted)
                continue;
            if (!waited)
                LogWaiting();
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>The epoch of the cluster, or null where it does not hold the lease.</summary>
    public async Task<long?> FindAsync(CancellationToken cancellationToken) =>
        await store.ReadLeaseAsync(cancellationToken) is { Holder.Id: Cluster } lease ? lease.Epoch : null;

    /// <summary>Extends the lease. Which silo does it makes no difference.</summary>
    public Task RenewAsync(long epoch, CancellationToken cancellationToken) => store.RenewAsync(epoch, Duration, cancellationToken);

    [LoggerMessage(LogLevel.Warning, "A silo of the embedded engine is active on this database; waiting until it ends")]
    private partial void LogWaiting();
}
