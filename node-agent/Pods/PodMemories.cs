using System.Collections.Immutable;
using Krewe.Model.Meta;
using Krewe.NodeAgent.Probes;

namespace Krewe.NodeAgent.Pods;

/// <summary>How a worker's memory changes with what it is told. Pure.</summary>
internal static class PodMemories
{
    private static readonly TimeSpan SteadyRetry = TimeSpan.FromSeconds(10);
    private const string ImageReasonPrefix = "ErrImage";

    /// <summary>The memory after a signal.</summary>
    public static PodMemory After(PodMemory memory, PodSignal signal, DateTimeOffset now) => signal switch
    {
        PodSignal.VolumesPrepared { Error: null } prepared => memory with { VolumesReady = true, VolumeTrouble = null, VolumesDueAt = prepared.RefreshAt },
        PodSignal.VolumesPrepared { Error: { } error } => memory with { VolumeTrouble = Trouble.Again(memory.VolumeTrouble, "FailedMount", error, now) },
        PodSignal.SandboxFailed failed => memory with
        {
            SandboxTrouble = Trouble.Steady(memory.SandboxTrouble, "FailedCreatePodSandBox", failed.Error, now, SteadyRetry),
        },
        PodSignal.LastWords words => memory with { LastWords = memory.LastWords.SetItem(words.InstanceId, words.Text) },
        PodSignal.Verdict verdict => memory with
        {
            Health = memory.Health.SetItem(verdict.InstanceId, After(memory.HealthOf(verdict.InstanceId), verdict)),
        },
        PodSignal.StartEnded ended => AfterStart(memory, ended, now) with { Starting = null },
        _ => memory,
    };

    /// <summary>The memory after a new definition: refusals are tried again at once, images wait on.</summary>
    public static PodMemory AfterAssignment(PodMemory memory) => memory with
    {
        VolumeTrouble = null,
        StartTroubles = memory.StartTroubles
            .Where(trouble => trouble.Value.Reason.StartsWith(ImageReasonPrefix, StringComparison.Ordinal)).ToImmutableDictionary(),
    };

    private static PodMemory AfterStart(PodMemory memory, PodSignal.StartEnded ended, DateTimeOffset now)
    {
        var name = ended.Container.Name;
        var before = memory.StartTroubles.GetValueOrDefault(name);
        return ended.Outcome switch
        {
            StartOutcome.Refused { BackOff: true } refused =>
                memory with { StartTroubles = memory.StartTroubles.SetItem(name, Trouble.Again(before, refused.Reason, refused.Message, now)) },
            StartOutcome.Refused refused =>
                memory with { StartTroubles = memory.StartTroubles.SetItem(name, Trouble.Steady(before, refused.Reason, refused.Message, now, SteadyRetry)) },
            StartOutcome.Condemned condemned => memory with
            {
                StartTroubles = memory.StartTroubles.Remove(name),
                Health = memory.Health.SetItem(condemned.New.Id, memory.HealthOf(condemned.New.Id) with { Condemned = condemned.Why }),
            },
            StartOutcome.Started => memory with { StartTroubles = memory.StartTroubles.Remove(name) },
            _ => memory,
        };
    }

    private static ContainerHealth After(ContainerHealth health, PodSignal.Verdict verdict)
    {
        var (container, spec) = (verdict.Container, verdict.Container.Spec);
        return (verdict.Kind, verdict.Passed) switch
        {
            (ProbeKind.Readiness, var passed) => health with { ReadinessPassed = passed },
            (ProbeKind.Startup, true) => health with { StartupPassed = true },
            (ProbeKind.Startup, false) => Condemn(health, $"Container {container.Name} failed startup probe, will be restarted", spec.StartupProbe?.TerminationGracePeriodSeconds),
            (ProbeKind.Liveness, false) => Condemn(health, $"Container {container.Name} failed liveness probe, will be restarted", spec.LivenessProbe?.TerminationGracePeriodSeconds),
            _ => health,
        };
    }

    private static ContainerHealth Condemn(ContainerHealth health, string why, long? grace) =>
        health with { Condemned = why, CondemnedGrace = grace is { } seconds ? Moments.Span(seconds) : null };
}
