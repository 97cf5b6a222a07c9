using Krewe.Grains.Collections;
using Krewe.Grains.Objects;
using Krewe.Grains.Reconciling;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Planning.Deployments;
using Krewe.Planning.Plans;

namespace Krewe.Grains.Workloads;

/// <inheritdoc cref="IDeploymentGrain"/>
internal sealed class DeploymentGrain(ObjectServices services, ReconcileServices reconciling)
    : ReconciledObjectGrain(services, reconciling), IDeploymentGrain
{
    protected override string Component => "deployment-controller";

    protected override async Task<LookResult> Look(CancellationToken cancellationToken)
    {
        if (await Collection.Get(Id.Key) is not { } document)
            return LookResult.Settled;
        var context = Context();
        var deployment = document.As<Deployment>();
        var plan = DeploymentPlanner.Plan(await Observe(document), context);

        if (plan.Create is { } creation && await Create(document, creation, context, cancellationToken) is { } afterCreation)
            return afterCreation;
        foreach (var step in plan.Update)
        {
            var outcome = await GrainFactory.Carry(step, cancellationToken);
            if (outcome.Failure() is { } refusal)
                return refusal.IsOutdated() ? LookResult.Now : throw new WriteRefusedException(refusal.Message);
            Tell(step.Event);
        }
        foreach (var step in plan.Delete)
        {
            if ((await GrainFactory.Carry(step, cancellationToken)).Failure() is null)
                Tell(step.Event);
        }
        if (plan.Self is { } self && !await CommitOwn(document, self, cancellationToken))
            return LookResult.Now;
        foreach (var happened in plan.Events)
            Tell(happened);
        return LookResult.At(plan.LookAgainAt, context.Now);
    }

    private async Task<LookResult?> Create(
        ApiDocument document, PlannedCreation<ReplicaSet> creation, PlanContext context, CancellationToken cancellationToken)
    {
        var outcome = await GrainFactory.Carry(creation, cancellationToken);
        if (outcome.Failure() is not { } refusal)
        {
            Tell(creation.Event);
            return null;
        }
        if (refusal.Reason == FailureReason.AlreadyExists)
        {
            // It may be ours, made by a look whose answer was lost; the next look would then have seen it.
            await CommitOwn(document, DeploymentPlanner.AfterCollision(document.As<Deployment>()), cancellationToken);
            return LookResult.Now;
        }
        var (failed, told) = DeploymentPlanner.AfterRefusedCreation(
            document.As<Deployment>(), creation.Object.Metadata.Name ?? "", refusal.Message, context.Now);
        await CommitOwn(document, failed, cancellationToken);
        Tell(told);
        throw new WriteRefusedException(refusal.Message);
    }

    private async Task<ObservedDeployment> Observe(ApiDocument document)
    {
        var deployment = document.As<Deployment>();
        var replicaSets = GrainFactory.GetCollection(ReplicaSetKind.Instance);
        var owned = (await replicaSets.List(new ObjectQuery(Id.Key.Namespace, OwnerUid: document.Metadata.Uid))).Documents;
        var matching = (await replicaSets.List(new ObjectQuery(Id.Key.Namespace, deployment.Spec.Selector))).Documents;
        var observed = new ObservedDeployment
        {
            Deployment = deployment,
            ReplicaSets = [.. matching.UnionBy(owned, set => set.Key).Select(set => set.As<ReplicaSet>())],
        };
        return deployment.Spec.Strategy.Type == DeploymentStrategyType.Recreate ? observed with { Pods = await PodsOf(owned) } : observed;
    }

    private async Task<IReadOnlyList<Pod>> PodsOf(IReadOnlyList<ApiDocument> replicaSets)
    {
        var pods = GrainFactory.GetCollection(PodKind.Instance);
        var found = new List<Pod>();
        foreach (var set in replicaSets)
            found.AddRange((await pods.List(new ObjectQuery(Id.Key.Namespace, OwnerUid: set.Metadata.Uid))).Documents.Select(pod => pod.As<Pod>()));
        return found;
    }
}
