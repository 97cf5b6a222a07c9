using Krewe.Storage.Leases;

namespace Krewe.SiloHost.Standby;

/// <summary>What this silo is at the moment among those on its database.</summary>
internal abstract record SiloRole
{
    private SiloRole() { }

    /// <summary>It serves. Whether it still may, the term says, and has to be asked for each request.</summary>
    public sealed record Active(LeaseTerm Term, ActiveSilo Silo) : SiloRole;

    /// <summary>Another one serves, at this address and under this epoch.</summary>
    public sealed record StandingBy(long Epoch, Uri ActiveAddress) : SiloRole;

    /// <summary>No silo serves that is known of: the lease is about to go to another, or the database does not answer.</summary>
    public sealed record Waiting : SiloRole;
}
