using Krewe.NodeAgent.Runtimes;

namespace Krewe.NodeAgent.Pods;

/// <summary>
/// Decides what to do for a pod, as a pure function of what is known of it. The order of a pod's life: volumes, sandbox, init containers
/// one after the other (sidecars stay), main containers; ended ones are started again as the restart policy says. The plan may name
/// steps that are under way already: whoever carries it out knows.
/// </summary>
internal static class PodPlanner
{
    private const int InstancesKept = 2;

    private static readonly TimeSpan CutOffInterval = TimeSpan.FromSeconds(1);

    /// <summary>Grace of a pod that does not say.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(30);

    /// <summary>Plans for a pod.</summary>
    public static PodPlan Plan(PodView view)
    {
        if (view.Withdrawn || view.Deleted)
            return PodEnding.Plan(view, remove: true);
        if (view.Pod is not { } pod)
            return new PodPlan([], null); // Found running, and no desired state came yet: it goes on.
        if (view.Conclusion is not null)
            return PodEnding.Plan(view, remove: false);
        var deadline = pod.Spec.ActiveDeadlineSeconds is { } seconds ? view.StartTime + TimeSpan.FromSeconds(Math.Clamp(seconds, 0, int.MaxValue)) : (DateTimeOffset?)null;
        if (deadline <= view.Now)
            return new PodPlan([new PodStep.Fail(new("DeadlineExceeded", "Pod was active on the node longer than the specified deadline"))], null);

        if (view.CutOffIn is { } left && left <= TimeSpan.Zero)
            return CutOff(view);

        var planning = new Planning(view);
        planning.LookAgain(deadline);
        planning.LookAgain(view.Now + view.CutOffIn);
        planning.RemoveOldInstances();
        if (planning.HasSandbox(out var sandbox))
            planning.RunContainers(sandbox);
        planning.HoldStarts();
        return planning.Plan;
    }

    /// <summary>Stops what runs of a pod that may not run on without the control plane. It is looked at often: contact comes back without a sign.</summary>
    private static PodPlan CutOff(PodView view) => new(
        [
            .. view.Instances.Where(instance => instance.Phase == ContainerPhase.Running).Select(instance => new PodStep.Stop(
                instance, GraceOf(view), $"Stopping container {instance.Name}: the node is cut off from the control plane")),
        ],
        view.Now + CutOffInterval);

    /// <summary>The grace of a pod by its definition, or by what its sandbox remembers.</summary>
    public static TimeSpan GraceOf(PodView view)
    {
        var seconds = view.Pod?.Metadata.DeletionGracePeriodSeconds ?? view.Pod?.Spec.TerminationGracePeriodSeconds;
        return seconds is { } given
            ? TimeSpan.FromSeconds(Math.Clamp(given, 0, int.MaxValue))
            : view.Sandboxes.MaxBy(sandbox => sandbox.Attempt)?.Grace ?? DefaultGrace;
    }

    /// <summary>The plan while it is made.</summary>
    private sealed class Planning(PodView view)
    {
        private readonly List<PodStep> _steps = [];
        private DateTimeOffset? _lookAgain;

        public PodPlan Plan => new(_steps, _lookAgain);

        public void LookAgain(DateTimeOffset? at)
        {
            if (at > view.Now && (_lookAgain is null || at < _lookAgain))
                _lookAgain = at;
        }

        public void RemoveOldInstances() =>
            _steps.AddRange(view.Instances
                .GroupBy(instance => instance.Name)
                .SelectMany(instances => instances.OrderByDescending(instance => instance.Attempt).Skip(InstancesKept))
                .Where(instance => instance.Phase != ContainerPhase.Running)
                .Select(instance => new PodStep.Remove(instance)));

        /// <summary>Sees that there is a sandbox, and nothing left of earlier ones.</summary>
        public bool HasSandbox(out ObservedSandbox sandbox)
        {
            sandbox = view.Sandbox!;
            foreach (var stale in view.Sandboxes.Where(s => s.Id != view.Sandbox?.Id))
                _steps.Add(new PodStep.RemoveSandbox(stale.Id));
            var stranded = view.Instances.Where(i => i.Phase == ContainerPhase.Running && i.SandboxId != view.Sandbox?.Id).ToList();
            _steps.AddRange(stranded.Select(instance => new PodStep.Stop(
                instance, PodPlanner.GraceOf(view), "Pod sandbox changed, it will be killed and re-created.")));
            RenewVolumes();
            if (!view.Memory.VolumesReady)
            {
                if (Due(view.Memory.VolumeTrouble))
                    _steps.Add(new PodStep.PrepareVolumes());
            }
            else if (view.Sandbox is null && stranded.Count == 0 && Due(view.Memory.SandboxTrouble))
                _steps.Add(new PodStep.CreateSandbox(
                    Math.Max(view.Memory.NextSandbox, view.Sandboxes.Select(s => s.Attempt + 1).DefaultIfEmpty().Max())));
            return view.Sandbox is not null && view.Memory.VolumesReady && stranded.Count == 0;
        }

        private void RenewVolumes()
        {
            LookAgain(view.Memory.VolumesDueAt);
            if (view.Memory.VolumesReady && view.Memory.VolumesDueAt <= view.Now && Due(view.Memory.VolumeTrouble))
                _steps.Add(new PodStep.PrepareVolumes());
        }

        public void RunContainers(ObservedSandbox sandbox)
        {
            var mainStarted = view.MainStarted;
            foreach (var container in view.Containers)
            {
                // Once the main containers run, init containers have done their work; a new sandbox makes them run again.
                if (mainStarted && container.Role == ContainerRole.Init)
                    continue;
                var proceed = Run(container, sandbox);
                if (!proceed && !mainStarted && container.IsInitial)
                    break;
            }
            // One container is started at a time, in the order of the definition.
            var starts = _steps.OfType<PodStep.Start>().Skip(1).ToHashSet();
            _steps.RemoveAll(step => step is PodStep.Start start && starts.Contains(start));
        }

        /// <summary>Leaves out what would start something while the agent does not know whether the pod is still its own.</summary>
        public void HoldStarts()
        {
            if (view.StartsHeldFor <= TimeSpan.Zero)
                return;
            LookAgain(view.Now + view.StartsHeldFor);
            _steps.RemoveAll(step => step is PodStep.Start or PodStep.CreateSandbox);
        }

        /// <summary>Plans for one container; true if the next one may go on.</summary>
        private bool Run(PodContainer container, ObservedSandbox sandbox)
        {
            var latest = view.Latest(container.Name);
            // An ephemeral container runs once, in whichever sandbox there was.
            if (container.Role == ContainerRole.Ephemeral && latest?.Phase == ContainerPhase.Exited)
                return false;
            switch (latest?.Phase)
            {
                case ContainerPhase.Running:
                    StopIfDue(container, latest);
                    return container.Role == ContainerRole.Sidecar && view.IsStarted(container, latest);
                case ContainerPhase.Exited when latest.SandboxId == sandbox.Id || container.Role == ContainerRole.Main:
                    if (container.Role == ContainerRole.Init && latest.Succeeded)
                        return true;
                    if (!container.Restarts(view.Pod!.Spec.RestartPolicy, latest.ExitCode))
                        return false;
                    var due = latest.FinishedAt + RestartBackOff.After(latest);
                    LookAgain(due);
                    if (!(due > view.Now))
                        Start(container, latest, sandbox);
                    return false;
                default:
                    Start(container, latest, sandbox);
                    return false;
            }
        }

        private void StopIfDue(PodContainer container, ObservedContainer running)
        {
            var health = view.Memory.HealthOf(running.Id);
            if (health.Condemned is { } why)
                _steps.Add(new PodStep.Stop(running, health.CondemnedGrace ?? PodPlanner.GraceOf(view), why));
            else if (running.SpecHash != container.SpecHash)
                _steps.Add(new PodStep.Stop(running, PodPlanner.GraceOf(view), $"Container {container.Name} definition changed, will be restarted"));
        }

        private void Start(PodContainer container, ObservedContainer? previous, ObservedSandbox sandbox)
        {
            var target = container.Target is { } name ? view.Latest(name) : null;
            if (container.Target is not null && target?.Phase != ContainerPhase.Running)
                return; // Its turn comes when there is something to look at.
            var trouble = view.Memory.StartTroubles.GetValueOrDefault(container.Name);
            LookAgain(trouble?.ShownAnewAt(view.Now));
            if (Due(trouble))
                _steps.Add(new PodStep.Start(container, previous is null ? 0 : previous.Attempt + 1, RestartBackOff.Carried(previous), sandbox) { Target = target });
        }

        private bool Due(Trouble? trouble)
        {
            LookAgain(trouble?.RetryAt);
            return trouble is null || trouble.RetryAt <= view.Now;
        }
    }
}
