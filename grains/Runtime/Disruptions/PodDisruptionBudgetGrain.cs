using Krewe.Grains.Collections;
using Krewe.Grains.Kinds;
using Krewe.Grains.Objects;
using Krewe.Grains.Reconciling;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Policy;
using Krewe.Planning.Disruptions;
using Krewe.Planning.Ownership;

namespace Krewe.Grains.Disruptions;

/// <inheritdoc cref="IPodDisruptionBudgetGrain"/>
/// <remarks>
/// Why evictions at the same time never exceed the budget: each is decided on the pods as they are and on the evictions that were
/// granted before, which stand in the status until the pod is seen to end; and it is granted by writing itself there, on the condition
/// that the budget is still as it was read. Of two that read the same, one decides again. The pods are read after the budget: a pod whose
/// eviction is no longer in the status has been seen to end before that, and so it is by whoever reads later.
/// </remarks>
internal sealed class PodDisruptionBudgetGrain(ObjectServices services, ReconcileServices reconciling, KindCatalogue kinds)
    : ReconciledObjectGrain(services, reconciling), IPodDisruptionBudgetGrain
{
    private const int MaxAttempts = 16;

    private string? _told;

    protected override string Component => "controllermanager";

    public async Task<EvictionOutcome> Disrupt(EvictionRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await Collection.Get(Id.Key) is not { } document)
                return new EvictionOutcome.Granted(null);
            var observed = await Observe(document);
            // Selected no longer, or not the pod that was meant: its deletion will tell.
            if (observed.Pods.FirstOrDefault(pod => pod.Metadata.Name == request.PodName) is not { } pod || pod.Metadata.Uid != request.PodUid)
                return new EvictionOutcome.Granted(null);
            switch (EvictionRule.Decide(DisruptionPlanner.Plan(observed, Services.Now()).Budget, pod, Services.Now()))
            {
                case EvictionVerdict.Refused refused:
                    return new EvictionOutcome.Denied(refused.Failure);
                case EvictionVerdict.Free:
                    return new EvictionOutcome.Granted(pod.Metadata.ResourceVersion);
                case EvictionVerdict.Charged when request.DryRun:
                    return new EvictionOutcome.Granted(null);
                case EvictionVerdict.Charged charged:
                    switch (await Collection.Commit(new CommitRequest(ApiDocument.Draft(charged.Budget), document.Revision), cancellationToken))
                    {
                        case CommitOutcome.Committed:
                            return new EvictionOutcome.Granted(null);
                        case CommitOutcome.Unavailable unavailable:
                            return new EvictionOutcome.Denied(ApiFailure.Unavailable(unavailable.Why));
                    }
                    break;
            }
        }
        return new EvictionOutcome.Denied(EvictionRule.Changed);
    }

    protected override async Task<LookResult> Look(CancellationToken cancellationToken)
    {
        if (await Collection.Get(Id.Key) is not { } document)
            return LookResult.Settled;
        var now = Services.Now();
        var plan = DisruptionPlanner.Plan(await Observe(document), now);
        if (plan.Event?.Message != _told)
            Tell(plan.Event);
        _told = plan.Event?.Message;
        if (plan.Changed && !await CommitOwn(document, plan.Budget, cancellationToken))
            return LookResult.Now;
        return LookResult.At(plan.LookAgainAt, now);
    }

    private async Task<ObservedBudget> Observe(ApiDocument document)
    {
        var budget = document.As<PodDisruptionBudget>();
        var found = budget.Spec.Selector is { } selector
            ? (await GrainFactory.GetCollection(PodKind.Instance).List(new ObjectQuery(Id.Key.Namespace, selector))).Documents
            : [];
        var pods = found.Select(pod => pod.As<Pod>()).ToList();
        return new ObservedBudget { Budget = budget, Pods = pods, Scales = await Scales(pods) };
    }

    // How many pods the controllers of the pods shall have, by the UID of the pods' own controller.
    private async Task<Dictionary<string, int>> Scales(List<Pod> pods)
    {
        var scales = new Dictionary<string, int>(StringComparer.Ordinal);
        var controllers = pods.Select(pod => ControllerReference.Of(pod.Metadata)).OfType<OwnerReference>().DistinctBy(owner => owner.Uid);
        var counted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var owner in controllers)
        {
            if (await Find(owner) is not { } controller)
                continue;
            // A replica set of a deployment has what the deployment gives it at the moment; what there shall be is the deployment's word.
            var decider = ControllerReference.Of(controller.Metadata) is { } above && await Find(above) is { Definition.Scale: not null } found ? found : controller;
            if (decider.Definition.Scale is { } scale)
                scales[owner.Uid!] = counted.Add(decider.Metadata.Uid ?? "") ? scale.Replicas(decider.Object) : 0;
        }
        return scales;
    }

    private async Task<ApiDocument?> Find(OwnerReference owner)
    {
        if (owner.Uid is null || (await kinds.FreshAsync()).Find(GroupVersionKind.Parse(owner.ApiVersion ?? "", owner.Kind ?? "")) is not { } kind)
            return null;
        var found = await GrainFactory.GetCollection(kind).Get(new ObjectKey(kind.Namespaced ? Id.Key.Namespace : "", owner.Name ?? ""));
        return found?.Metadata.Uid == owner.Uid ? kind.Adopt(found!) : null;
    }
}
