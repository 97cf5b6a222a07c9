using Krewe.Model.Apps;
using Krewe.Planning.Plans;

namespace Krewe.Planning.Deployments;

/// <summary>One replica set of a deployment while the plan is made: as it was observed, and what it shall become.</summary>
internal sealed class ReplicaSetDraft(Deployment deployment, ReplicaSet observed, ReplicaSet wanted, bool exists)
{
    public ReplicaSet Observed { get; } = observed;

    public ReplicaSet Wanted { get; private set; } = wanted;

    public bool Exists { get; } = exists;

    public int Replicas => Wanted.Spec.Replicas ?? 1;

    /// <summary>Pods that are there or will be: a scaled-down set still has its pods until it says that they are gone.</summary>
    public int MostPods => Math.Max(Replicas, Exists ? Observed.Status.Replicas : 0);

    /// <summary>Available pods of those that stay: the status may be older than the last scaling.</summary>
    public int Available => Exists ? Math.Min(Replicas, Observed.Status.AvailableReplicas ?? 0) : 0;

    /// <summary>True if the status tells what became of the last scaling.</summary>
    public bool IsObserved => !Exists || (Observed.Status.ObservedGeneration ?? 0) >= (Observed.Metadata.Generation ?? 0);

    public bool IsActive => Replicas > 0;

    public DateTimeOffset Created => Observed.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue;

    public string Name => Observed.Metadata.Name ?? "";

    public void Scale(int replicas, RolloutLimits limits) => Wanted = Wanted with
    {
        Metadata = Wanted.Metadata with { Annotations = DeploymentAnnotations.WithScale(Wanted.Metadata.Annotations, limits) },
        Spec = Wanted.Spec with { Replicas = replicas },
    };

    public void Annotate(IReadOnlyDictionary<string, string> annotations, int? minReadySeconds) => Wanted = Wanted with
    {
        Metadata = Wanted.Metadata with { Annotations = annotations },
        Spec = Wanted.Spec with { MinReadySeconds = minReadySeconds },
    };

    public PlannedCreation<ReplicaSet> Creation => new(Wanted, Replicas > 0 ? Scaled("up", 0) : null);

    public PlannedUpdate<ReplicaSet>? Update
    {
        get
        {
            if (!Exists || Observed == Wanted)
                return null;
            var before = Observed.Spec.Replicas ?? 1;
            return new PlannedUpdate<ReplicaSet>(Wanted, Replicas > before ? Scaled("up", before) : Replicas < before ? Scaled("down", before) : null);
        }
    }

    private PlannedEvent Scaled(string direction, int from) =>
        PlannedEvent.Normal(deployment, "ScalingReplicaSet", $"Scaled {direction} replica set {Name} from {from} to {Replicas}");
}
