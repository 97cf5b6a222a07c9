using Krewe.Model.Core;
using Krewe.Planning.Ownership;
using Krewe.Planning.Plans;
using Krewe.Planning.Pods;

namespace Krewe.Planning.ReplicaSets;

/// <summary>Keeps the number of a replica controller's pods at what is desired.</summary>
/// <remarks>
/// Pods that end (deletion asked for) do not count, as in Kubernetes: a pod that was marked because its node is lost is replaced at
/// once, though nobody has seen it end; when the node comes back its agent is told that the pod is no longer wanted.
/// </remarks>
public static class ReplicaPlanner
{
    /// <summary>Most creations of one plan, so that a slip of the user's finger costs no more memory than that; whoever carries it out plans again.</summary>
    public const int MaxBurst = 2_000;

    /// <summary>Plans for one controller.</summary>
    public static ReplicaPlan Plan(ObservedReplicas observed, PlanContext context)
    {
        var controller = observed.Controller;
        var claim = ControllerClaim<Pod>.Of(controller.Object, controller.Selector, observed.Pods.Where(pod => pod.IsActive()));
        var status = ReplicaStatus.Of(controller, claim.Owned, observed.Failure, context.Now);
        var ending = controller.Metadata.DeletionTimestamp is not null;
        var surplus = claim.Owned.Count - Math.Max(0, controller.Replicas);

        return new ReplicaPlan
        {
            Adopt = [.. claim.Adopt.Select(pod => new PlannedUpdate<Pod>(pod))],
            Release = [.. claim.Release.Select(pod => new PlannedUpdate<Pod>(pod))],
            Create = surplus < 0 && !ending ? Missing(controller, Math.Min(-surplus, MaxBurst), context) : [],
            Delete = surplus > 0 && !ending ? Surplus(observed, claim.Owned, surplus) : [],
            StatusUpdate = status == controller.Status ? null : controller.With(status),
            LookAgainAt = NextAvailability(controller, claim.Owned, context.Now),
        };
    }

    private static List<PlannedCreation<Pod>> Missing(ReplicaController controller, int count, PlanContext context)
    {
        var creations = new List<PlannedCreation<Pod>>(count);
        for (var i = 0; i < count && controller.Template is { } template; i++)
        {
            var pod = PodFromTemplate.Make(controller.Object, template, context.Seed, i);
            creations.Add(new PlannedCreation<Pod>(pod, PlannedEvent.Normal(controller.Object, "SuccessfulCreate", $"Created pod: {pod.Metadata.Name}")));
        }
        return creations;
    }

    private static List<PlannedDeletion<Pod>> Surplus(ObservedReplicas observed, IReadOnlyList<Pod> owned, int count) =>
        [.. DeletionOrder.Sort(owned, observed.RelatedPods).Take(count).Select(pod => new PlannedDeletion<Pod>(
            pod, PlannedEvent.Normal(observed.Controller.Object, "SuccessfulDelete", $"Deleted pod: {pod.Metadata.Name}")))];

    private static DateTimeOffset? NextAvailability(ReplicaController controller, IReadOnlyList<Pod> owned, DateTimeOffset now)
    {
        DateTimeOffset? next = null;
        foreach (var pod in owned)
        {
            if (pod.AvailableAt(controller.MinReadySeconds) is { } at && at > now && (next is null || at < next))
                next = at;
        }
        return next;
    }
}
