using Krewe.Grains.Collections;
using Krewe.Grains.Events;
using Krewe.Grains.GarbageCollection;
using Krewe.Grains.Kinds;
using Krewe.Grains.Namespaces;
using Krewe.Grains.Objects;
using Krewe.Grains.Reconciling;
using Krewe.Grains.Scheduling;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Scheduling;
using Krewe.Planning.Authorization;
using Krewe.Planning.Settled;
using Orleans;

namespace Krewe.Grains.Startup;

/// <inheritdoc cref="IControlPlaneGrain"/>
/// <remarks>
/// What is unsettled is told from a census of everything, so a look costs as much as there are objects. It happens when the control plane
/// starts and when a collection has failed and loaded anew; several collections that load together make one look more, not one each.
/// </remarks>
internal sealed class ControlPlaneGrain(ReconcileServices reconciling, KindCatalogue kinds, NamespaceOptions namespaces) : Grain, IControlPlaneGrain
{
    private static readonly string[] Namespaces = ["default", "kube-system", "kube-public", "kube-node-lease"];

    private ReconcileLoop _loop = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _loop = new ReconcileLoop(this, DelayDeactivation, Look, reconciling);
        return Task.CompletedTask;
    }

    public async Task Start(CancellationToken cancellationToken)
    {
        foreach (var name in Namespaces)
            await Ensure(new Namespace { Metadata = new ObjectMeta { Name = name } }, cancellationToken);
        foreach (var value in (IEnumerable<ApiObject>)[.. SystemPriorities.All, .. BootstrapRoles.All])
            await Ensure(value, cancellationToken);
        _loop.Signal();
    }

    public Task Reawaken()
    {
        _loop.Signal();
        return Task.CompletedTask;
    }

    private async Task<LookResult> Look(CancellationToken cancellationToken)
    {
        GrainFactory.GetGrain<IEventExpiryGrain>(IEventExpiryGrain.Key).Wake().Sent();
        await WakeUnsettled();
        GrainFactory.GetGrain<ISchedulerGrain>(ISchedulerGrain.Key).Signal().Sent();
        GrainFactory.GetGrain<IGarbageCollectorGrain>(IGarbageCollectorGrain.Key).Sweep().Sent();
        return LookResult.Settled;
    }

    private async Task Ensure(ApiObject value, CancellationToken cancellationToken)
    {
        var document = ApiDocument.Draft(value);
        if (await GrainFactory.GetCollection(value.Definition).Get(document.Key) is not null)
            return;
        var outcome = await GrainFactory.GetObject(document.Id).Create(new CreateRequest(document), cancellationToken);
        if (outcome.Failure() is { Reason: not FailureReason.AlreadyExists } failure)
            throw new WriteRefusedException(failure.Message);
    }

    private async Task WakeUnsettled()
    {
        var census = new Census();
        var all = new List<ApiDocument>();
        foreach (var kind in (await kinds.FreshAsync()).All)
            all.AddRange((await GrainFactory.GetCollection(kind).List(new ObjectQuery())).Documents);
        foreach (var document in all)
            census.Add(document.Outline);
        // A namespace may be older than what every namespace has.
        var targets = all.Where(document => !SettledRule.IsSettled(document.Outline, census) || (document.Outline is Namespace && namespaces.RootAuthority is not null)).Select(document => document.Outline is Pod pod
            ? new ObjectId(NodeKind.Instance.Collection, new ObjectKey("", pod.Spec.NodeName ?? ""))
            : document.Id);
        foreach (var target in targets.Where(target => target.Key.Name.Length > 0).Distinct())
            GrainFactory.GetReconciled(target)?.Signal().Sent();
    }
}
