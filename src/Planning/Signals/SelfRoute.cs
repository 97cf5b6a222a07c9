using Krewe.Model.Apiextensions;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Model.Policy;

namespace Krewe.Planning.Signals;

/// <summary>An object with behaviour looks again when it asks for something else. Its own status is no news to it.</summary>
internal sealed class SelfRoute : ISignalRoute
{
    public void Route(in ObjectChange change, ISet<SignalTarget> targets)
    {
        if (change.Latest is ReplicaSet or ReplicationController or Deployment or Service or Namespace or Node or Pod
                or ResourceQuota or PodDisruptionBudget or CustomResourceDefinition
            && (!change.IsGone || change.Latest is CustomResourceDefinition) && (change.Asks || change.Differs(Ungenerated)))
        {
            targets.Add(new SignalTarget.Reconciler(change.Id));
        }
    }

    // The specification of kinds whose objects do not count its generations.
    private static object? Ungenerated(ApiObject value) => value switch
    {
        Service service => service.Spec,
        Node node => node.Spec,
        ResourceQuota quota => quota.Spec,
        _ => null,
    };
}
