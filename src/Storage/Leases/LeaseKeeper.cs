namespace Krewe.Storage.Leases;

/// <summary>A silo's way to the lease: it stands by, looking again and again, until the lease is its own.</summary>
public sealed class LeaseKeeper(ILeaseStore store, LeaseHolder self, LeaseTiming timing, ILeaseObserver observer, TimeProvider time)
{
    /// <summary>Waits for the lease, however long it takes.</summary>
    public async Task<LeaseTerm> AcquireAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var asked = time.GetTimestamp();
            try
            {
                switch (await store.AcquireAsync(self, timing.Duration, cancellationToken))
                {
                    case LeaseResult.Granted granted:
                        return new LeaseTerm(store, granted.Epoch, asked, timing, observer, time);
                    case LeaseResult.Refused refused:
                        observer.Seen(refused.Current);
                        break;
                }
            }
            catch (ObjectLogException failure)
            {
                observer.Away(failure);
            }
            await Task.Delay(timing.LookEvery, time, cancellationToken);
        }
    }
}
