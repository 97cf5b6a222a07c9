using Krewe.Model.Coordination;
using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Planning.Pods;

namespace Krewe.Planning.Signals;

/// <summary>A node looks again when what its agent shall run has changed; what the agent itself reports is no news to it.</summary>
internal sealed class NodeRoute : ISignalRoute
{
    private const string LeaseNamespace = "kube-node-lease";

    public void Route(in ObjectChange change, ISet<SignalTarget> targets)
    {
        switch (change.Latest)
        {
            case Pod pod when pod.IsBound() && (change.Asks || change.Before is Pod before && !before.IsBound()):
                targets.Add(NodeNamed(pod.Spec.NodeName!));
                break;
            case Node when change.IsGone:
                targets.Add(new SignalTarget.PodsOfNode(change.Metadata.Name ?? ""));
                break;
            case ConfigMap or Secret:
                targets.Add(new SignalTarget.NodesUsing(change.Id));
                break;
            case Lease when change.Namespace == LeaseNamespace:
                targets.Add(NodeNamed(change.Metadata.Name ?? ""));
                break;
        }
    }

    private static SignalTarget.Reconciler NodeNamed(string name) => new(new ObjectId(NodeKind.Instance.Collection, new ObjectKey("", name)));
}
