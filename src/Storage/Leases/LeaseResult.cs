namespace Krewe.Storage.Leases;

/// <summary>What became of a wish for the lease.</summary>
public abstract record LeaseResult
{
    private LeaseResult() { }

    /// <summary>The caller holds the lease under this epoch, for the duration that it asked for, counted from before it asked.</summary>
    public sealed record Granted(long Epoch) : LeaseResult;

    /// <summary>Another silo holds the lease, or it is nobody's any more: the caller's epoch, if it had one, is spent for good.</summary>
    public sealed record Refused(Lease Current) : LeaseResult;
}
