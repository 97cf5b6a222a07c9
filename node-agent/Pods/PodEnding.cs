using Krewe.NodeAgent.Runtimes;

namespace Krewe.NodeAgent.Pods;

/// <summary>
/// Plans the end of a pod: main containers are stopped, then sidecars in the reverse order of their start, then the sandbox is removed.
/// A pod that ended by itself keeps its dead containers for their logs; one that is deleted or withdrawn leaves nothing.
/// </summary>
internal static class PodEnding
{
    /// <summary>What sidecars get at least, however long the main containers took.</summary>
    private static readonly TimeSpan LeastGrace = TimeSpan.FromSeconds(2);

    /// <summary>
    /// What a pod gets at most that was withdrawn: nobody waited for its end, so that another pod may have its name and its data already.
    /// </summary>
    private static readonly TimeSpan WithdrawnGrace = TimeSpan.FromSeconds(1);

    /// <summary>Plans the next steps towards the end.</summary>
    public static PodPlan Plan(PodView view, bool remove)
    {
        var grace = PodPlanner.GraceOf(view);
        if (view.Withdrawn && grace > WithdrawnGrace)
            grace = WithdrawnGrace;
        var running = view.Instances.Where(instance => instance.Phase == ContainerPhase.Running).ToList();
        if (running.Count > 0)
            return new PodPlan([.. NextToStop(view, running).Select(instance => Stop(instance, Left(view, running, grace)))], null);
        if (view.Memory.Starting is not null)
            return new PodPlan([], null); // What is being started shows soon, and is stopped then.

        var steps = new List<PodStep>(view.Sandboxes.Select(sandbox => new PodStep.RemoveSandbox(sandbox.Id)));
        if (remove)
            steps.AddRange(view.Instances.Select(instance => new PodStep.Remove(instance)));
        return new PodPlan(steps, null) { Finished = remove && steps.Count == 0 };
    }

    private static PodStep.Stop Stop(ObservedContainer instance, TimeSpan grace) => new(instance, grace, $"Stopping container {instance.Name}");

    private static IEnumerable<ObservedContainer> NextToStop(PodView view, List<ObservedContainer> running)
    {
        var sidecars = Sidecars(view);
        var others = running.Where(instance => !sidecars.Contains(instance.Name)).ToList();
        return others.Count > 0 ? others : running.OrderByDescending(instance => sidecars.IndexOf(instance.Name)).Take(1);
    }

    private static TimeSpan Left(PodView view, List<ObservedContainer> running, TimeSpan grace)
    {
        var sidecars = Sidecars(view);
        if (view.Memory.EndingSince is not { } since || running.Exists(instance => !sidecars.Contains(instance.Name)))
            return grace;
        var left = grace - (view.Now - since);
        return left > LeastGrace ? left : grace < LeastGrace ? grace : LeastGrace;
    }

    private static List<string> Sidecars(PodView view) =>
        [.. view.Containers.Where(container => container.Role == ContainerRole.Sidecar).Select(container => container.Name)];
}
