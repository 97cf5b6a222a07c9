using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.NodeAgent.Pods;
using Krewe.NodeAgent.Runtimes;

namespace Krewe.NodeAgent.Probes;

/// <summary>
/// Probes one instance of a container for as long as it runs: startup first, then liveness and readiness beside each other. Verdicts go
/// to <paramref name="verdict"/>, failures to <paramref name="failure"/>.
/// </summary>
internal sealed class ProbeSession(
    Prober prober,
    PodContainer container,
    ObservedContainer instance,
    string address,
    ContainerHealth known,
    TimeProvider time,
    Func<ProbeKind, bool, CancellationToken, ValueTask> verdict,
    Action<ProbeKind, string> failure)
{
    private static readonly TimeSpan DefaultPeriod = TimeSpan.FromSeconds(10);

    /// <summary>True if there is something to probe.</summary>
    public static bool IsNeeded(Container container) =>
        container.StartupProbe is not null || container.LivenessProbe is not null || container.ReadinessProbe is not null;

    /// <summary>Probes until cancelled, or until the verdict is that the instance must end.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        var spec = container.Spec;
        if (spec.StartupProbe is { } startup && !known.StartupPassed
            && !await RunOne(startup, ProbeKind.Startup, ProbeTracker.New(ProbeKind.Startup), cancellationToken))
            return;
        await Task.WhenAll(
            spec.LivenessProbe is { } liveness
                ? RunOne(liveness, ProbeKind.Liveness, ProbeTracker.New(ProbeKind.Liveness), cancellationToken)
                : Task.CompletedTask,
            spec.ReadinessProbe is { } readiness
                ? RunOne(readiness, ProbeKind.Readiness, ProbeTracker.From(known.ReadinessPassed), cancellationToken)
                : Task.CompletedTask);
    }

    /// <summary>Runs one probe until it has nothing more to say: a startup probe that decided, a liveness probe that failed.</summary>
    private async Task<bool> RunOne(Probe probe, ProbeKind kind, ProbeTracker tracker, CancellationToken cancellationToken)
    {
        var period = probe.PeriodSeconds is > 0 and var seconds ? Moments.Span(seconds) : DefaultPeriod;
        var first = (instance.StartedAt ?? time.GetUtcNow()).After(probe.InitialDelaySeconds ?? 0);
        while (first - time.GetUtcNow() is { Ticks: > 0 } left)
            await Task.Delay(left < Moments.LongestSpan ? left : Moments.LongestSpan, time, cancellationToken);
        using var timer = new PeriodicTimer(period, time);
        do
        {
            var result = await prober.Run(probe, container.Spec, instance.Id, address, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            var before = tracker.Verdict;
            tracker = tracker.After(result.Passed, probe, out var decided);
            if (!result.Passed)
                failure(kind, result.Output);
            var over = decided && (kind == ProbeKind.Startup || (kind == ProbeKind.Liveness && !tracker.Verdict));
            if (over || (decided && tracker.Verdict != before))
                await verdict(kind, tracker.Verdict, cancellationToken);
            if (over)
                return tracker.Verdict;
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
        return false;
    }
}
