using Krewe.Grains.Collections;
using Krewe.Grains.Events;
using Krewe.Grains.GarbageCollection;
using Krewe.Grains.Objects;
using Krewe.Grains.Reconciling;
using Krewe.Grains.Scheduling;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Planning.Settled;
using Orleans;

namespace Krewe.Grains.Startup;

/// <inheritdoc cref="IControlPlaneGrain"/>
internal sealed class ControlPlaneGrain : Grain, IControlPlaneGrain
{
    private static readonly string[] Namespaces = ["default", "kube-system", "kube-public", "kube-node-lease"];

    public async Task Start(CancellationToken cancellationToken)
    {
        foreach (var name in Namespaces)
            await EnsureNamespace(name, cancellationToken);
        await WakeUnsettled();
        GrainFactory.GetGrain<ISchedulerGrain>(ISchedulerGrain.Key).Signal().Sent();
        GrainFactory.GetGrain<IGarbageCollectorGrain>(IGarbageCollectorGrain.Key).Sweep().Sent();
        GrainFactory.GetGrain<IEventExpiryGrain>(IEventExpiryGrain.Key).Wake().Sent();
    }

    private async Task EnsureNamespace(string name, CancellationToken cancellationToken)
    {
        if (await GrainFactory.GetCollection(NamespaceKind.Instance).Get(new ObjectKey("", name)) is not null)
            return;
        var document = ApiDocument.Draft(new Namespace { Metadata = new ObjectMeta { Name = name } });
        var outcome = await GrainFactory.GetObject(document.Id).Create(new CreateRequest(document), cancellationToken);
        if (outcome.Failure() is { Reason: not FailureReason.AlreadyExists } failure)
            throw new WriteRefusedException(failure.Message);
    }

    private async Task WakeUnsettled()
    {
        var census = new Census();
        var all = new List<ApiDocument>();
        foreach (var kind in KindRegistry.All)
            all.AddRange((await GrainFactory.GetCollection(kind).List(new ObjectQuery())).Documents);
        foreach (var document in all)
            census.Add(document.Object);
        var targets = all.Where(document => !SettledRule.IsSettled(document.Object, census)).Select(document => document.Object is Pod pod
            ? new ObjectId(NodeKind.Instance.Collection, new ObjectKey("", pod.Spec.NodeName ?? ""))
            : document.Id);
        foreach (var target in targets.Where(target => target.Key.Name.Length > 0).Distinct())
            GrainFactory.GetReconciled(target)?.Signal().Sent();
    }
}
