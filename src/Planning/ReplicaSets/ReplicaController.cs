using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Meta;

namespace Krewe.Planning.ReplicaSets;

/// <summary>
/// What a ReplicaSet and a ReplicationController have in common. The older kind differs in its selector's form only, so it is read as the
/// newer one, and what is decided is written back.
/// </summary>
public sealed class ReplicaController
{
    private readonly ReplicaSet _set;
    private readonly Func<ReplicaSetStatus, ApiObject> _with;

    private ReplicaController(ApiObject value, PodTemplateSpec? template, ReplicaSet set, Func<ReplicaSetStatus, ApiObject> with) =>
        (Object, Template, _set, _with) = (value, template, set, with);

    /// <summary>The object itself.</summary>
    public ApiObject Object { get; }

    /// <summary>Selects its pods; null selects none.</summary>
    public LabelSelector? Selector => _set.Spec.Selector;

    /// <summary>What its pods are made from; null where there is none to make them from.</summary>
    public PodTemplateSpec? Template { get; }

    /// <summary>How many pods there shall be.</summary>
    public int Replicas => _set.Spec.Replicas ?? 1;

    /// <summary>How long a pod must be ready to be available.</summary>
    public int MinReadySeconds => _set.Spec.MinReadySeconds ?? 0;

    internal ObjectMeta Metadata => Object.Metadata;

    internal ReplicaStatus Status => new()
    {
        Replicas = _set.Status.Replicas,
        FullyLabeled = _set.Status.FullyLabeledReplicas ?? 0,
        Ready = _set.Status.ReadyReplicas ?? 0,
        Available = _set.Status.AvailableReplicas ?? 0,
        ObservedGeneration = _set.Status.ObservedGeneration ?? 0,
        Failure = _set.Status.Conditions.FirstOrDefault(condition => condition.Type == ReplicaSetConditionType.ReplicaFailure) is { } failure
            ? new ReplicaFailure(failure.Reason ?? "", failure.Message ?? "", failure.LastTransitionTime ?? default)
            : null,
    };

    /// <summary>Looks at a replica set as a replica controller.</summary>
    public static ReplicaController Of(ReplicaSet value) => new(value, value.Spec.Template, value, status => value with { Status = status });

    /// <summary>Looks at a replication controller as a replica controller.</summary>
    public static ReplicaController Of(ReplicationController value) => new(value, value.Spec.Template, ReadAsSet(value), status => value with
    {
        Status = value.Status with
        {
            Replicas = status.Replicas,
            FullyLabeledReplicas = status.FullyLabeledReplicas,
            ReadyReplicas = status.ReadyReplicas,
            AvailableReplicas = status.AvailableReplicas,
            ObservedGeneration = status.ObservedGeneration,
            Conditions = [.. status.Conditions.Select(condition => new ReplicationControllerCondition
            {
                Type = condition.Type is { } type ? new ReplicationControllerConditionType(type.Value) : null,
                Status = condition.Status,
                Reason = condition.Reason,
                Message = condition.Message,
                LastTransitionTime = condition.LastTransitionTime,
            })],
        },
    });

    internal ApiObject With(ReplicaStatus status) => _with(_set.Status with
    {
        Replicas = status.Replicas,
        FullyLabeledReplicas = status.FullyLabeled,
        ReadyReplicas = status.Ready,
        AvailableReplicas = status.Available,
        ObservedGeneration = status.ObservedGeneration,
        Conditions =
        [
            .. _set.Status.Conditions.Where(condition => condition.Type != ReplicaSetConditionType.ReplicaFailure),
            .. status.Failure is not { } failure ? Array.Empty<ReplicaSetCondition>() : [new ReplicaSetCondition
            {
                Type = ReplicaSetConditionType.ReplicaFailure,
                Status = ConditionStatus.True,
                Reason = failure.Reason,
                Message = failure.Message,
                LastTransitionTime = failure.Since,
            }],
        ],
    });

    private static ReplicaSet ReadAsSet(ReplicationController value) => new()
    {
        Metadata = value.Metadata,
        Spec = new ReplicaSetSpec
        {
            // An empty map selects nothing here, where an empty label selector would select everything.
            Selector = value.Spec is { Selector.Count: > 0 } spec ? new LabelSelector { MatchLabels = spec.Selector } : null,
            Replicas = value.Spec.Replicas,
            MinReadySeconds = value.Spec.MinReadySeconds,
        },
        Status = new ReplicaSetStatus
        {
            Replicas = value.Status.Replicas,
            FullyLabeledReplicas = value.Status.FullyLabeledReplicas,
            ReadyReplicas = value.Status.ReadyReplicas,
            AvailableReplicas = value.Status.AvailableReplicas,
            ObservedGeneration = value.Status.ObservedGeneration,
            Conditions = [.. value.Status.Conditions.Select(condition => new ReplicaSetCondition
            {
                Type = condition.Type is { } type ? new ReplicaSetConditionType(type.Value) : null,
                Status = condition.Status,
                Reason = condition.Reason,
                Message = condition.Message,
                LastTransitionTime = condition.LastTransitionTime,
            })],
        },
    };
}
