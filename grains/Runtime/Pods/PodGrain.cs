using Krewe.Grains.Collections;
using Krewe.Grains.Disruptions;
using Krewe.Grains.Nodes;
using Krewe.Grains.Objects;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Policy;
using Krewe.Planning.Disruptions;
using Krewe.Planning.Pods;
using Orleans;

namespace Krewe.Grains.Pods;

/// <inheritdoc cref="IPodGrain"/>
/// <remarks>
/// The end of a pod: an unbound or finished one goes at once. A bound one is marked with its grace, its node's agent stops it and
/// reports it gone, and only then the object goes; so whoever sees that a pod is gone knows that nothing of it runs any more. Grace 0
/// gives that knowledge up, but only for a node that is silent: one that is heard ends the pod within a second and says so. Agents that
/// are clients of the API (kubelets) end the same way: they delete with grace 0.
/// </remarks>
[CollectionAgeLimit(Minutes = 1)]
internal sealed class PodGrain(ObjectServices services) : ObjectGrain(services), IPodGrain
{
    public Task<WriteOutcome> Bind(BindRequest request, CancellationToken cancellationToken) =>
        Write(old => Bound(old, request), request.DryRun, cancellationToken);

    public async Task<ReportOutcome> Observe(PodSighting sighting, CancellationToken cancellationToken) =>
        await Write(old => Observed(old, sighting), false, cancellationToken) switch
        {
            WriteOutcome.Written => ReportOutcome.Taken,
            WriteOutcome.Refused { Failure.Reason: FailureReason.ServiceUnavailable } => ReportOutcome.Retry,
            // The pod is gone or another one by now: the agent learns that from its desired state.
            _ => ReportOutcome.Taken,
        };

    public Task<WriteOutcome> SetCondition(string uid, PodCondition condition, CancellationToken cancellationToken) =>
        Write(old => old.Metadata.Uid != uid ? Gone() : Conditioned(old.As<Pod>(), condition), false, cancellationToken);

    public async Task<WriteOutcome> Evict(DeleteRequest request, CancellationToken cancellationToken)
    {
        if (await Collection.Get(Id.Key) is not { } document)
            return new WriteOutcome.Refused(ApiFailure.NotFound(Kind, Id.Key.Name));
        var pod = document.As<Pod>();
        if (EvictionRule.IsUnprotected(pod))
            return await Delete(request, cancellationToken);
        var allowed = request;
        var budgets = await Budgets(pod);
        if (budgets.Count > 1)
            return new WriteOutcome.Refused(EvictionRule.SeveralBudgets);
        if (budgets is [var budget])
        {
            var asked = new EvictionRequest(Id.Key.Name, pod.Metadata.Uid ?? "", request.DryRun);
            var answer = await GrainFactory.GetGrain<IPodDisruptionBudgetGrain>(budget.ToString()).Disrupt(asked, cancellationToken);
            if (answer is EvictionOutcome.Denied denied)
                return new WriteOutcome.Refused(denied.Failure);
            if (answer is EvictionOutcome.Granted { ResourceVersion: { } version } && request.ResourceVersion is null)
                allowed = request with { ResourceVersion = version };
        }
        // What was allowed was allowed of this pod, not of the next one of its name.
        allowed = allowed with { Uid = request.Uid ?? pod.Metadata.Uid };
        var grace = await Grace(allowed.GracePeriodSeconds);
        var outcome = await Write(old => Evicted(Deleted(old, allowed, grace(old.Object))), allowed.DryRun, cancellationToken);
        return outcome is WriteOutcome.Refused { Failure.Reason: FailureReason.Conflict } && allowed.ResourceVersion != request.ResourceVersion
            ? new WriteOutcome.Refused(EvictionRule.Changed)
            : await Ended(allowed, outcome);
    }

    public override async Task<WriteOutcome> Delete(DeleteRequest request, CancellationToken cancellationToken) =>
        await Ended(request, await base.Delete(request, cancellationToken));

    private async Task<WriteOutcome> Ended(DeleteRequest request, WriteOutcome outcome)
    {
        // Less than a second means that nobody is waited for, but for finalizers.
        if (request is { GracePeriodSeconds: 0, DryRun: false } && outcome is WriteOutcome.Written { Removed: false } marked
            && marked.Document.As<Pod>() is { Spec.NodeName: { Length: > 0 } node, Metadata.DeletionGracePeriodSeconds: > 0 } pod)
            await Node(node).RemoveOnceSilent(pod.Metadata.Uid ?? "");
        return outcome;
    }

    protected override async Task<Func<ApiObject, long>> Grace(long? asked)
    {
        var keeper = await Keeper((await Collection.Get(Id.Key))?.As<Pod>(), asked);
        return value => PodDeletionRule.GraceSeconds((Pod)value, asked, keeper);
    }

    private async Task<IReadOnlyList<ObjectId>> Budgets(Pod pod) =>
    [
        .. (await GrainFactory.GetCollection(PodDisruptionBudgetKind.Instance).List(new ObjectQuery(Id.Key.Namespace))).Documents
            .Where(budget => PodSelectors.Of(budget.Object)?.Matches(pod.Metadata.Labels) == true)
            .Select(budget => budget.Id),
    ];

    private Decision Evicted(Decision deleted) => deleted is { Remove: false, Value: Pod pod }
        ? deleted with
        {
            Value = pod with
            {
                Status = pod.Status with
                {
                    Conditions = PodConditions.With(pod.Status.Conditions, new PodCondition
                    {
                        Type = PodConditionType.DisruptionTarget,
                        Status = ConditionStatus.True,
                        LastTransitionTime = Services.Now(),
                        Reason = "EvictionByEvictionAPI",
                        Message = "Eviction API: evicting",
                    }),
                },
            },
        }
        : deleted;

    private async Task<PodKeeper> Keeper(Pod? pod, long? asked)
    {
        // A pod that was bound since has a node, for its scheduler has just seen it.
        if (pod is null || !pod.IsBound())
            return PodKeeper.Confirming;
        var key = new ObjectKey("", pod.Spec.NodeName!);
        if (await GrainFactory.GetCollection(NodeKind.Instance).Get(key) is null)
            return PodKeeper.None;
        return asked == 0 && !await Node(pod.Spec.NodeName!).IsInTouch() ? PodKeeper.Trusting : PodKeeper.Confirming;
    }

    private INodeGrain Node(string name) =>
        GrainFactory.GetGrain<INodeGrain>(new ObjectId(NodeKind.Instance.Collection, new ObjectKey("", name)).ToString());

    protected override void OnRemoved() => DeactivateOnIdle();

    private Decision Bound(ApiDocument old, BindRequest request)
    {
        var pod = old.As<Pod>();
        if (request.Uid is { } uid && uid != pod.Metadata.Uid)
            return ApiFailure.UidConflict(Kind, Id.Key.Name, uid, pod.Metadata.Uid ?? "");
        if (pod.Metadata.DeletionTimestamp is not null)
            return ApiFailure.Conflict(Kind, Id.Key.Name, $"pod {Id.Key.Name} is being deleted, cannot be assigned to a host");
        if (!string.IsNullOrEmpty(pod.Spec.NodeName))
            return ApiFailure.Conflict(Kind, Id.Key.Name, $"pod {Id.Key.Name} is already assigned to node \"{pod.Spec.NodeName}\"");
        var scheduled = new PodCondition { Type = PodConditionType.PodScheduled, Status = ConditionStatus.True, LastTransitionTime = Services.Now() };
        return pod with
        {
            Spec = pod.Spec with { NodeName = request.NodeName },
            Status = pod.Status with { Conditions = PodConditions.With(pod.Status.Conditions, scheduled) },
        };
    }

    private Decision Observed(ApiDocument old, PodSighting sighting)
    {
        var pod = old.As<Pod>();
        var (node, observation) = (sighting.NodeName, sighting.Observation);
        if (observation.Uid != pod.Metadata.Uid || node != pod.Spec.NodeName)
            return Gone();
        var observed = ObservedStatus.Merge(pod.Status, observation.Status);
        var next = ReferenceEquals(observed, pod.Status) ? pod : pod with { Status = observed };
        if (!observation.Gone || pod.Metadata.DeletionTimestamp is null)
            return next;
        return DeletionRules.Apply(next, 0, null, HoldsItself(next), Services.Now()) switch
        {
            DeletionStep.Mark mark => mark.Value,
            _ => Decision.Removal(next),
        };
    }

    private Decision Conditioned(Pod pod, PodCondition condition)
    {
        var known = pod.Status.Conditions.FirstOrDefault(c => c.Type == condition.Type);
        if (known is not null && known.Status == condition.Status && known.Reason == condition.Reason && known.Message == condition.Message)
            return pod;
        var since = known?.Status == condition.Status ? known?.LastTransitionTime : Services.Now();
        return pod with { Status = pod.Status with { Conditions = PodConditions.With(pod.Status.Conditions, condition with { LastTransitionTime = since }) } };
    }

    private Decision Gone() => ApiFailure.NotFound(Kind, Id.Key.Name);
}
