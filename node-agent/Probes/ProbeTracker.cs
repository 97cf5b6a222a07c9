using Krewe.Model.Core;

namespace Krewe.NodeAgent.Probes;

/// <summary>What a probe is asked about.</summary>
internal enum ProbeKind
{
    /// <summary>Has the container started?</summary>
    Startup,

    /// <summary>Does it still live?</summary>
    Liveness,

    /// <summary>Can it serve?</summary>
    Readiness,
}

/// <summary>
/// Turns single results of a probe into a verdict: it changes after so many results of one sort in a row. Pure.
/// </summary>
/// <param name="Verdict">What holds now.</param>
/// <param name="Row">How many results in a row were against or for it.</param>
/// <param name="Last">The last result.</param>
internal readonly record struct ProbeTracker(bool Verdict, int Row, bool? Last)
{
    /// <summary>Kubernetes' default for thresholds of failures.</summary>
    public const int DefaultFailures = 3;

    /// <summary>A tracker without results: alive until shown otherwise, not started and not ready until shown.</summary>
    public static ProbeTracker New(ProbeKind kind) => new(kind == ProbeKind.Liveness, 0, null);

    /// <summary>A tracker that goes on from a verdict that was reached before.</summary>
    public static ProbeTracker From(bool verdict) => new(verdict, 0, null);

    /// <summary>The tracker after one more result; <paramref name="decided"/> is true when a threshold is reached.</summary>
    public ProbeTracker After(bool result, Probe probe, out bool decided)
    {
        var row = Last == result ? Row + 1 : 1;
        var threshold = result ? Math.Max(probe.SuccessThreshold ?? 1, 1) : Math.Max(probe.FailureThreshold ?? DefaultFailures, 1);
        decided = row >= threshold;
        return new ProbeTracker(decided ? result : Verdict, row, result);
    }
}
