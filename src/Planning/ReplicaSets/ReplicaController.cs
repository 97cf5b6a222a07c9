using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Meta;

namespace Krewe.Planning.ReplicaSets;

/// <summary>What a ReplicaSet and a ReplicationController have in common: the older kind differs in its selector's form only.</summary>
public abstract record ReplicaController
{
    private ReplicaController() { }

    /// <summary>The object itself.</summary>
    public abstract ApiObject Object { get; }

    /// <summary>Selects its pods; null selects none.</summary>
    public abstract LabelSelector? Selector { get; }

    /// <summary>What its pods are made from; null where there is none to make them from.</summary>
    public abstract PodTemplateSpec? Template { get; }

    /// <summary>How many pods there shall be.</summary>
    public abstract int Replicas { get; }

    /// <summary>How long a pod must be ready to be available.</summary>
    public abstract int MinReadySeconds { get; }

    internal abstract ReplicaStatus Status { get; }

    internal abstract ApiObject With(ReplicaStatus status);

    internal ObjectMeta Metadata => Object.Metadata;

    /// <summary>Looks at a replica set as a replica controller.</summary>
    public static ReplicaController Of(ReplicaSet value) => new ForReplicaSet(value);

    /// <summary>Looks at a replication controller as a replica controller.</summary>
    public static ReplicaController Of(ReplicationController value) => new ForReplicationController(value);

    private sealed record ForReplicaSet(ReplicaSet Value) : ReplicaController
    {
        public override ApiObject Object => Value;

        public override LabelSelector? Selector => Value.Spec.Selector;

        public override PodTemplateSpec? Template => Value.Spec.Template;

        public override int Replicas => Value.Spec.Replicas ?? 1;

        public override int MinReadySeconds => Value.Spec.MinReadySeconds ?? 0;

        internal override ReplicaStatus Status => new()
        {
            Replicas = Value.Status.Replicas ?? 0,
            FullyLabeled = Value.Status.FullyLabeledReplicas ?? 0,
            Ready = Value.Status.ReadyReplicas ?? 0,
            Available = Value.Status.AvailableReplicas ?? 0,
            ObservedGeneration = Value.Status.ObservedGeneration ?? 0,
            Failure = Value.Status.Conditions.FirstOrDefault(condition => condition.Type == ReplicaSetConditionType.ReplicaFailure) is { } failure
                ? new ReplicaFailure(failure.Reason ?? "", failure.Message ?? "", failure.LastTransitionTime ?? default)
                : null,
        };

        internal override ApiObject With(ReplicaStatus status) => Value with
        {
            Status = Value.Status with
            {
                Replicas = status.Replicas,
                FullyLabeledReplicas = status.FullyLabeled,
                ReadyReplicas = status.Ready,
                AvailableReplicas = status.Available,
                ObservedGeneration = status.ObservedGeneration,
                Conditions =
                [
                    .. Value.Status.Conditions.Where(condition => condition.Type != ReplicaSetConditionType.ReplicaFailure),
                    .. status.Failure is not { } failure ? Array.Empty<ReplicaSetCondition>() : [new ReplicaSetCondition
                    {
                        Type = ReplicaSetConditionType.ReplicaFailure,
                        Status = ConditionStatus.True,
                        Reason = failure.Reason,
                        Message = failure.Message,
                        LastTransitionTime = failure.Since,
                    }],
                ],
            },
        };
    }

    private sealed record ForReplicationController(ReplicationController Value) : ReplicaController
    {
        // An empty map selects nothing here, where an empty label selector would select everything.
        public override LabelSelector? Selector =>
            Value.Spec is { Selector.Count: > 0 } spec ? new LabelSelector { MatchLabels = spec.Selector } : null;

        public override ApiObject Object => Value;

        public override PodTemplateSpec? Template => Value.Spec.Template;

        public override int Replicas => Value.Spec.Replicas ?? 1;

        public override int MinReadySeconds => Value.Spec.MinReadySeconds ?? 0;

        internal override ReplicaStatus Status => new()
        {
            Replicas = Value.Status.Replicas ?? 0,
            FullyLabeled = Value.Status.FullyLabeledReplicas ?? 0,
            Ready = Value.Status.ReadyReplicas ?? 0,
            Available = Value.Status.AvailableReplicas ?? 0,
            ObservedGeneration = Value.Status.ObservedGeneration ?? 0,
            Failure = Value.Status.Conditions.FirstOrDefault(condition => condition.Type == ReplicationControllerConditionType.ReplicaFailure) is { } failure
                ? new ReplicaFailure(failure.Reason ?? "", failure.Message ?? "", failure.LastTransitionTime ?? default)
                : null,
        };

        internal override ApiObject With(ReplicaStatus status) => Value with
        {
            Status = Value.Status with
            {
                Replicas = status.Replicas,
                FullyLabeledReplicas = status.FullyLabeled,
                ReadyReplicas = status.Ready,
                AvailableReplicas = status.Available,
                ObservedGeneration = status.ObservedGeneration,
                Conditions =
                [
                    .. Value.Status.Conditions.Where(condition => condition.Type != ReplicationControllerConditionType.ReplicaFailure),
                    .. status.Failure is not { } failure ? Array.Empty<ReplicationControllerCondition>() : [new ReplicationControllerCondition
                    {
                        Type = ReplicationControllerConditionType.ReplicaFailure,
                        Status = ConditionStatus.True,
                        Reason = failure.Reason,
                        Message = failure.Message,
                        LastTransitionTime = failure.Since,
                    }],
                ],
            },
        };
    }
}
