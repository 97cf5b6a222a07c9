namespace Krewe.Storage.Leases;

/// <summary>Is told what a <see cref="LeaseKeeper"/> comes to know. Calls must not block.</summary>
public interface ILeaseObserver
{
    /// <summary>Somebody else holds the lease, as it stands here.</summary>
    void Seen(Lease lease);

    /// <summary>The store did not answer; it is asked again.</summary>
    void Away(ObjectLogException failure);
}
