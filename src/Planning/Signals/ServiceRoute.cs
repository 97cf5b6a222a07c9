using Krewe.Model.Core;
using Krewe.Model.Discovery;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Planning.Endpoints;
using Krewe.Planning.Pods;

namespace Krewe.Planning.Signals;

/// <summary>Services look again when one of their pods is to be found elsewhere, or no longer, or when someone meddled with their endpoints.</summary>
internal sealed class ServiceRoute : ISignalRoute
{
    public void Route(in ObjectChange change, ISet<SignalTarget> targets)
    {
        switch (change.Latest)
        {
            case Pod when (HasAddress(change.Before) || HasAddress(change.After)) && (change.DiffersIn(static value => value.Metadata.Labels) || change.Differs(Findable)):
                Services(change.Before, targets);
                Services(change.After, targets);
                break;
            case EndpointSlice when change.Metadata.Labels.TryGetValue(EndpointNames.ServiceLabel, out var service):
                targets.Add(ServiceNamed(change.Namespace, service));
                break;
            case Krewe.Model.Core.Endpoints:
                targets.Add(ServiceNamed(change.Namespace, change.Metadata.Name ?? ""));
                break;
        }
    }

    private static bool HasAddress(ApiObject? value) => !string.IsNullOrEmpty((value as Pod)?.Status.PodIP);

    private static void Services(ApiObject? value, ISet<SignalTarget> targets)
    {
        if (value is { Metadata.Labels.Count: > 0 })
            targets.Add(new SignalTarget.Selecting(ServiceKind.Instance.Collection, value.Metadata.Namespace ?? "", value.Metadata.Labels));
    }

    private static (string?, bool, bool, bool, string?, string?, string?) Findable(ApiObject value) => value is not Pod pod ? default :
        (pod.Status.PodIP, pod.IsReady(), pod.IsTerminating(), pod.IsFinished(), pod.Spec.NodeName, pod.Spec.Hostname, pod.Spec.Subdomain);

    private static SignalTarget.Reconciler ServiceNamed(string @namespace, string name) =>
        new(new ObjectId(ServiceKind.Instance.Collection, new ObjectKey(@namespace, name)));
}
