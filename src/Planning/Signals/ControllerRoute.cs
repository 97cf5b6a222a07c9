using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Planning.Ownership;
using Krewe.Planning.Pods;

namespace Krewe.Planning.Signals;

/// <summary>Controllers look again when what they manage, or may come to manage, has changed in a way that they count.</summary>
internal sealed class ControllerRoute : ISignalRoute
{
    public void Route(in ObjectChange change, ISet<SignalTarget> targets)
    {
        switch (change.Latest)
        {
            case Pod when change.Asks || change.Differs(Counted):
                Managers(change, targets, ReplicaSetKind.Instance, ReplicationControllerKind.Instance);
                // A Recreate deployment waits for the end of pods that its replica sets no longer count.
                if (change.IsGone && ControllerReference.Of(change.Metadata)?.Kind == ReplicaSetKind.Instance.Gvk.Kind)
                    targets.Add(new SignalTarget.Selecting(DeploymentKind.Instance.Collection, change.Namespace, change.Metadata.Labels));
                break;
            case ReplicaSet when change.Asks || change.Differs(static value => ((ReplicaSet)value).Status):
                Managers(change, targets, DeploymentKind.Instance);
                break;
        }
    }

    private static (PodPhase?, bool, DateTimeOffset?) Counted(ApiObject value) => (((Pod)value).Status.Phase, ((Pod)value).IsReady(), ((Pod)value).ReadySince());

    private static void Managers(in ObjectChange change, ISet<SignalTarget> targets, params ReadOnlySpan<KindDefinition> kinds)
    {
        var before = change.Before is null ? null : ControllerReference.Of(change.Before.Metadata);
        var after = change.After is null ? null : ControllerReference.Of(change.After.Metadata);
        foreach (var kind in kinds)
        {
            foreach (var owner in (OwnerReference?[])[before, after])
            {
                if (owner is not null && owner.Kind == kind.Gvk.Kind && owner.ApiVersion == kind.Gvk.ApiVersion)
                    targets.Add(new SignalTarget.Reconciler(new ObjectId(kind.Collection, new ObjectKey(change.Namespace, owner.Name ?? ""))));
            }
            if (change.After is { } orphan && after is null && orphan.Metadata is { DeletionTimestamp: null, Labels.Count: > 0 })
                targets.Add(new SignalTarget.Selecting(kind.Collection, change.Namespace, orphan.Metadata.Labels));
        }
    }
}
