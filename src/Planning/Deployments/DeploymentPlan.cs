using Krewe.Model.Apps;
using Krewe.Planning.Plans;

namespace Krewe.Planning.Deployments;

/// <summary>All that is to be done for one deployment now, in this order: <see cref="Create"/>, updates, deletions, the deployment itself.</summary>
public sealed record DeploymentPlan
{
    /// <summary>
    /// The replica set of a new template, or null. If its name is taken, commit <see cref="DeploymentPlanner.AfterCollision"/>; if it is
    /// refused, commit <see cref="DeploymentPlanner.AfterRefusedCreation"/>; then look again.
    /// </summary>
    public PlannedCreation<ReplicaSet>? Create { get; init; }

    /// <summary>Replica sets to adopt, release, scale or annotate; scaling has its event.</summary>
    public IReadOnlyList<PlannedUpdate<ReplicaSet>> Update { get; init; } = [];

    /// <summary>Replica sets beyond the history limit.</summary>
    public IReadOnlyList<PlannedDeletion<ReplicaSet>> Delete { get; init; } = [];

    /// <summary>The deployment with its new status and revision annotation (commit both at once); null when they stay.</summary>
    public Deployment? Self { get; init; }

    /// <summary>What to tell besides the events of the actions.</summary>
    public IReadOnlyList<PlannedEvent> Events { get; init; } = [];

    /// <summary>When the progress deadline must be judged; null when only changes matter.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }

    /// <summary>True when there is nothing to do.</summary>
    public bool IsEmpty => Create is null && Update.Count == 0 && Delete.Count == 0 && Self is null;
}
