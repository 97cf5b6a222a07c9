using Krewe.NodeAgent.Runtimes;

namespace Krewe.NodeAgent.Pods;

/// <summary>
/// How long a container that ended waits for its next start: the first restart is at once, then 10 s, doubled each time up to 5 min;
/// after a run of 10 min it begins anew. What is due travels with each instance (<see cref="ObservedContainer.BackOff"/>), so that an
/// agent that restarts goes on where the last one was.
/// </summary>
internal static class RestartBackOff
{
    /// <summary>The first wait that is not zero.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(10);

    /// <summary>No wait is longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>An instance that ran this long was not crashing.</summary>
    public static readonly TimeSpan StableAfter = TimeSpan.FromMinutes(10);

    /// <summary>How long the successor of an ended instance waits after its end.</summary>
    public static TimeSpan After(ObservedContainer ended) =>
        ended.FinishedAt - ended.StartedAt >= StableAfter ? TimeSpan.Zero : ended.BackOff;

    /// <summary>The wait that a new instance carries, by the one before it.</summary>
    public static TimeSpan Carried(ObservedContainer? previous) =>
        previous is null ? TimeSpan.Zero : Next(After(previous));

    /// <summary>The wait after <paramref name="wait"/>: 0, 10 s, 20 s, ... 5 min.</summary>
    public static TimeSpan Next(TimeSpan wait) =>
        wait < First ? First : wait >= Longest / 2 ? Longest : wait * 2;
}
