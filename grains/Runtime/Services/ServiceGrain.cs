using Krewe.Grains.Collections;
using Krewe.Grains.Objects;
using Krewe.Grains.Reconciling;
using Krewe.Model.Core;
using Krewe.Model.Discovery;
using Krewe.Model.Meta;
using Krewe.Planning.Endpoints;

namespace Krewe.Grains.Services;

/// <inheritdoc cref="IServiceGrain"/>
internal sealed class ServiceGrain(ObjectServices services, ReconcileServices reconciling) : ReconciledObjectGrain(services, reconciling), IServiceGrain
{
    protected override string Component => "endpoint-slice-controller";

    protected override async Task<LookResult> Look(CancellationToken cancellationToken)
    {
        if (await Collection.Get(Id.Key) is not { } document)
            return LookResult.Settled;
        var plan = EndpointsPlanner.Plan(await Observe(document.As<Service>()), Context());
        if (plan.IsEmpty)
            return LookResult.Settled;

        var outdated = false;
        if (plan.CreateEndpoints is { } created)
            Judge(await GrainFactory.Carry(created, cancellationToken));
        if (plan.UpdateEndpoints is { } updated)
            Judge(await GrainFactory.Carry(updated, cancellationToken));
        foreach (var step in plan.Create)
            Judge(await GrainFactory.Carry(step, cancellationToken));
        foreach (var step in plan.Update)
            Judge(await GrainFactory.Carry(step, cancellationToken));
        foreach (var step in plan.Delete)
            Judge(await GrainFactory.Carry(step, cancellationToken));
        return outdated ? LookResult.Now : LookResult.Settled;

        void Judge(WriteOutcome outcome)
        {
            if (outcome.Failure() is not { } failure)
                return;
            outdated = failure.IsOutdated() ? true : throw new WriteRefusedException(failure.Message);
        }
    }

    private async Task<ObservedService> Observe(Service service)
    {
        var pods = service.Spec.Selector.Count == 0 ? [] : (await GrainFactory.GetCollection(PodKind.Instance)
            .List(new ObjectQuery(Id.Key.Namespace, new LabelSelector { MatchLabels = service.Spec.Selector }))).Documents;
        var slices = await GrainFactory.GetCollection(EndpointSliceKind.Instance)
            .List(new ObjectQuery(Id.Key.Namespace, new LabelSelector
            {
                MatchLabels = new Dictionary<string, string> { [EndpointNames.ServiceLabel] = Id.Key.Name, [EndpointNames.ManagedByLabel] = EndpointNames.Manager },
            }));
        return new ObservedService
        {
            Service = service,
            Pods = [.. pods.Select(pod => pod.As<Pod>())],
            Zones = pods.Count == 0 ? new Dictionary<string, string>() : await Zones(),
            Endpoints = (await GrainFactory.GetCollection(EndpointsKind.Instance).Get(Id.Key))?.As<Endpoints>(),
            Slices = [.. slices.Documents.Select(slice => slice.As<EndpointSlice>())],
        };
    }

    private async Task<Dictionary<string, string>> Zones()
    {
        var zones = new Dictionary<string, string>();
        foreach (var node in (await GrainFactory.GetCollection(NodeKind.Instance).List(new ObjectQuery())).Documents)
        {
            if (node.Metadata.Labels.TryGetValue(EndpointNames.ZoneLabel, out var zone))
                zones[node.Key.Name] = zone;
        }
        return zones;
    }
}
