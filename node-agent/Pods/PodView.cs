using Krewe.Model.Core;
using Krewe.NodeAgent.Runtimes;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Pods;

/// <summary>Everything that decisions about a pod depend on.</summary>
internal sealed record PodView
{
    /// <summary>The pod.</summary>
    public required PodIdentity Identity { get; init; }

    /// <summary>What it shall be; null for one that the agent only finds running and knows nothing about.</summary>
    public PodAssignment? Assignment { get; init; }

    /// <summary>True when the pod is no longer the node's.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>Its sandboxes.</summary>
    public IReadOnlyList<ObservedSandbox> Sandboxes { get; init; } = [];

    /// <summary>All instances of its containers.</summary>
    public IReadOnlyList<ObservedContainer> Instances { get; init; } = [];

    /// <summary>What the worker remembers.</summary>
    public required PodMemory Memory { get; init; }

    /// <summary>The time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How long no container is to be started, because the agent does not know yet what is its own; zero when starts are free.</summary>
    public TimeSpan StartsHeldFor { get; init; }

    /// <summary>Since when the control plane may not have heard the agent.</summary>
    public TimeSpan Silence { get; init; }

    /// <summary>How long the pod may run on without the control plane, from now; null for one that always may. Not above zero: no longer.</summary>
    public TimeSpan? CutOffIn => Pod is { } pod && StopWhenCutOff.Of(pod.Metadata) is { } limit ? limit - Silence : null;

    /// <summary>The definition, or null.</summary>
    public Pod? Pod => Assignment?.Pod;

    /// <summary>The containers of the definition in the order in which they start.</summary>
    public IReadOnlyList<PodContainer> Containers => Pod is null ? [] : PodContainer.Of(Pod.Spec);

    /// <summary>The sandbox to use, or null when one must be made.</summary>
    public ObservedSandbox? Sandbox => Sandboxes.Where(sandbox => sandbox.Ready).MaxBy(sandbox => sandbox.Attempt);

    /// <summary>True if the user wants the pod gone.</summary>
    public bool Deleted => Pod?.Metadata.DeletionTimestamp is not null;

    /// <summary>When the pod began on this node.</summary>
    public DateTimeOffset StartTime => Pod?.Status.StartTime ?? Memory.FirstSeen;

    /// <summary>The newest instance of a container, or null.</summary>
    public ObservedContainer? Latest(string name) => Instances.Where(i => i.Name == name && i.Phase != ContainerPhase.Created).MaxBy(i => i.Attempt);

    /// <summary>The instance before it, or null.</summary>
    public ObservedContainer? Previous(string name) =>
        Latest(name) is { } latest ? Instances.Where(i => i.Name == name && i.Attempt < latest.Attempt).MaxBy(i => i.Attempt) : null;

    /// <summary>True if a main container has been started in the present sandbox: init containers are not run again.</summary>
    public bool MainStarted =>
        Containers.Any(c => c.Role == ContainerRole.Main && Latest(c.Name) is { } latest && (Sandbox is null || latest.SandboxId == Sandbox.Id));

    /// <summary>
    /// True if a running instance counts as started: its startup probe, if it has one, has succeeded, and its start is complete.
    /// </summary>
    public bool IsStarted(PodContainer container, ObservedContainer instance) =>
        instance.Phase == ContainerPhase.Running && Memory.Starting != container.Name
        && (container.Spec.StartupProbe is null || Memory.HealthOf(instance.Id).StartupPassed);

    /// <summary>True if it can serve.</summary>
    public bool IsReady(PodContainer container, ObservedContainer instance) =>
        IsStarted(container, instance) && (container.Spec.ReadinessProbe is null || Memory.HealthOf(instance.Id).ReadinessPassed);

    /// <summary>How the pod ended by what its containers did, or null while there is something left to do.</summary>
    public PodPhase? Conclusion
    {
        get
        {
            if (Pod is null)
                return null;
            if (Pod.Status.Phase is { } phase && (phase == PodPhase.Succeeded || phase == PodPhase.Failed))
                return phase;
            if (Memory.Failure is not null)
                return PodPhase.Failed;
            if (!MainStarted && Containers.Any(c => c.Role == ContainerRole.Init && Latest(c.Name) is { Phase: ContainerPhase.Exited } ended
                    && !ended.Succeeded && !c.Restarts(Pod.Spec.RestartPolicy, ended.ExitCode)))
                return PodPhase.Failed;
            var main = Containers.Where(c => c.Role == ContainerRole.Main).Select(c => (Container: c, Latest: Latest(c.Name))).ToList();
            if (main.Count == 0 || !main.TrueForAll(c => c.Latest is { Phase: ContainerPhase.Exited } ended && !c.Container.Restarts(Pod.Spec.RestartPolicy, ended.ExitCode)))
                return null;
            return main.TrueForAll(c => c.Latest!.Succeeded) ? PodPhase.Succeeded : PodPhase.Failed;
        }
    }
}
