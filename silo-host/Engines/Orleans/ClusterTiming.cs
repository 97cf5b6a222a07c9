using Orleans.Configuration;
using Orleans.Hosting;

namespace Krewe.SiloHost.Engines;

/// <summary>How fast a cluster notices the loss of a silo: a silo that was killed is out after about two probes, and callers try again then.</summary>
internal static class ClusterTiming
{
    /// <summary>Room for handing activations over to the others.</summary>
    public static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How often a silo says in the database that it lives; a statement of a few bytes.</summary>
    public static readonly TimeSpan HeartbeatPeriod = TimeSpan.FromSeconds(1);

    /// <summary>A silo that has not said so for this long is stale, whoever can still reach it.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(15);

    /// <summary>Sets the times.</summary>
    public static ISiloBuilder UseFastFailover(this ISiloBuilder silo) => silo
        .Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = TimeSpan.FromSeconds(1);
            membership.NumMissedProbesLimit = 2;
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            membership.IAmAliveTablePublishTimeout = HeartbeatPeriod;
            membership.NumMissedTableIAmAliveLimit = (int)(StaleAfter / HeartbeatPeriod);
            // Long enough for StaleMembers to take out who does not come back after a crash of all silos.
            membership.MaxJoinAttemptTime = TimeSpan.FromSeconds(20);
        })
        // Calls to a silo that is gone fail by this; nothing that a healthy silo does for a call takes as long.
        .Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(2));
}
