using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Policy;
using Krewe.Planning.Pods;

namespace Krewe.Planning.Signals;

/// <summary>Budgets of disruptions look again when one of their pods is ready or no longer, comes or goes, and when there shall be more or fewer.</summary>
internal sealed class DisruptionRoute : ISignalRoute
{
    private static readonly string Budgets = PodDisruptionBudgetKind.Instance.Collection;

    public void Route(in ObjectChange change, ISet<SignalTarget> targets)
    {
        switch (change.Latest)
        {
            case Pod when change.DiffersIn(static value => value.Metadata.Labels) || change.Differs(static value => (((Pod)value).IsReady(), ((Pod)value).IsTerminating())):
                Selecting(change, change.Before?.Metadata.Labels, targets);
                Selecting(change, change.After?.Metadata.Labels, targets);
                break;
            case Deployment when change.Differs(static value => ((Deployment)value).Spec.Replicas):
                Selecting(change, ((Deployment)change.Latest).Spec.Template.Metadata.Labels, targets);
                break;
            case ReplicaSet when change.Differs(static value => ((ReplicaSet)value).Spec.Replicas):
                Selecting(change, ((ReplicaSet)change.Latest).Spec.Template.Metadata.Labels, targets);
                break;
            case ReplicationController when change.Differs(static value => ((ReplicationController)value).Spec.Replicas):
                Selecting(change, ((ReplicationController)change.Latest).Spec.Template?.Metadata.Labels, targets);
                break;
        }
    }

    private static void Selecting(in ObjectChange change, IReadOnlyDictionary<string, string>? labels, ISet<SignalTarget> targets)
    {
        if (labels is not null)
            targets.Add(new SignalTarget.Selecting(Budgets, change.Namespace, labels));
    }
}
