using Krewe.Model.Apiextensions;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Model.Policy;
using Krewe.Planning.Pods;

namespace Krewe.Planning.Settled;

/// <summary>
/// Tells which objects need a look after the control plane was away. What is settled needs no activation: its next change will signal
/// whoever must look.
/// </summary>
/// <remarks>
/// Signals follow a durable commit and may be lost with the process, so a status alone proves nothing: it is held against a census of
/// what is there. When in doubt an object is unsettled: a look too many costs little, one too few leaves something undone.
/// </remarks>
public static class SettledRule
{
    /// <summary>True if nothing waits to be done for the object.</summary>
    public static bool IsSettled(ApiObject value, Census census)
    {
        if (value.Metadata.DeletionTimestamp is not null || value.Metadata.OwnerReferences.Any(owner => !census.Lives(owner.Uid)))
            return false;
        var tally = census.Controlled(value.Metadata.Uid);
        return value switch
        {
            Deployment deployment => IsSettled(deployment, tally),
            ReplicaSet set => set.Status.ObservedGeneration == set.Metadata.Generation && set.Status.Conditions.Count == 0
                && IsSettled(set.Spec.Replicas, set.Status.Replicas, set.Status.ReadyReplicas, set.Status.AvailableReplicas, tally),
            ReplicationController old => old.Status.ObservedGeneration == old.Metadata.Generation && old.Status.Conditions.Count == 0
                && IsSettled(old.Spec.Replicas, old.Status.Replicas, old.Status.ReadyReplicas, old.Status.AvailableReplicas, tally),
            // Unbound pods wait for the scheduler, which looks at them all; what a bound one needs is up to its node.
            Pod pod => pod.IsFinished() || pod.IsBound() && census.HasNode(pod.Spec.NodeName ?? ""),
            // Nodes must be listened for again; the endpoints of services, and what quotas and budgets count, have no mark of being up to date.
            Node or Service or ResourceQuota or PodDisruptionBudget => false,
            CustomResourceDefinition definition => definition.Status.Is(CustomResourceDefinitionConditionType.Established)
                && definition.Status.Is(CustomResourceDefinitionConditionType.NamesAccepted),
            Namespace ns => ns.Status.Phase == NamespacePhase.Active,
            _ => true,
        };
    }

    private static bool IsSettled(Deployment deployment, ReplicaTally sets)
    {
        var status = deployment.Status;
        var wanted = deployment.Spec.Replicas ?? 1;
        return status.ObservedGeneration == deployment.Metadata.Generation
            && deployment.Spec.Paused != true
            && (sets.Wanted, sets.Replicas, sets.Ready, sets.Available) == (wanted, wanted, wanted, wanted)
            && (status.Replicas ?? 0, status.UpdatedReplicas ?? 0, status.ReadyReplicas ?? 0, status.AvailableReplicas ?? 0) == (wanted, wanted, wanted, wanted);
    }

    private static bool IsSettled(int? wanted, int? replicas, int? ready, int? available, ReplicaTally pods) =>
        (wanted ?? 1) == pods.Replicas
        && (replicas ?? 0, ready ?? 0) == (pods.Replicas, pods.Ready)
        && (available ?? 0) == (ready ?? 0) && (ready ?? 0) == (replicas ?? 0);
}
