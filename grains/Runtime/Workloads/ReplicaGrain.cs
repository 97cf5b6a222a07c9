using Krewe.Grains.Collections;
using Krewe.Grains.Objects;
using Krewe.Grains.Reconciling;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Planning.Plans;
using Krewe.Planning.ReplicaSets;

namespace Krewe.Grains.Workloads;

/// <summary>
/// Keeps exactly N pods, for replica sets and replication controllers.
/// </summary>
/// <remarks>
/// Exactness rests on reading before deciding: a look reads the pods from their collection, which shows every acknowledged commit, and
/// ends only when all its own writes are answered. So the next look counts what this one made, and nothing is made twice. A write
/// whose outcome is unknown fails the look; it may still wait for storage, so the next look lets the collection decide it before reading.
/// </remarks>
internal abstract class ReplicaGrain(ObjectServices services, ReconcileServices reconciling) : ReconciledObjectGrain(services, reconciling)
{
    private ReplicaFailure? _failure;
    private bool _uncertain;

    /// <summary>The object as a replica controller.</summary>
    protected abstract ReplicaController Controller(ApiDocument document);

    protected override async Task<LookResult> Look(CancellationToken cancellationToken)
    {
        if (_uncertain)
            await GrainFactory.GetCollection(PodKind.Instance).Barrier();
        _uncertain = false;
        if (await Collection.Get(Id.Key) is not { } document)
            return LookResult.Settled;
        var context = Context();
        var plan = ReplicaPlanner.Plan(await Observe(document), context);
        if (plan.Adopt.Count + plan.Release.Count > 0)
        {
            await BoundedCalls.ForEach([.. plan.Adopt, .. plan.Release], Options.Parallelism,
                async step => (await GrainFactory.Carry(step, cancellationToken)).ThrowUnlessOutdated());
            return LookResult.Now;
        }

        ReplicaFailure? failure = null;
        // Until all are answered.
        _uncertain = plan.Create.Count > 0;
        await BoundedCalls.ForEach(plan.Create, Options.Parallelism,
            async step => Judge(await GrainFactory.Carry(step, cancellationToken), step.Event, ReplicaFailure.FailedCreate));
        _uncertain = false;
        await BoundedCalls.ForEach(plan.Delete, Options.Parallelism,
            async step => Judge(await GrainFactory.Carry(step, cancellationToken), step.Event, ReplicaFailure.FailedDelete));
        if (failure is not null)
        {
            if (failure.Message != _failure?.Message)
                Tell(new PlannedEvent(document.Object, EventSeverity.Warning, failure.Reason, failure.Message));
            _failure = failure;
            await WriteStatus(document, cancellationToken);
            throw new WriteRefusedException(failure.Message);
        }
        var recovered = _failure is not null;
        _failure = null;
        // The status follows from what is now, so look again before writing it.
        if (plan.Create.Count + plan.Delete.Count > 0 || recovered)
            return LookResult.Now;
        if (plan.StatusUpdate is { } status && !await CommitOwn(document, status, cancellationToken))
            return LookResult.Now;
        return LookResult.At(plan.LookAgainAt, context.Now);

        void Judge(WriteOutcome outcome, PlannedEvent? happened, string reason)
        {
            if (outcome.Failure() is not { } refusal)
                Tell(happened);
            else if (!refusal.IsOutdated())
                failure ??= new ReplicaFailure(reason, refusal.Message, context.Now);
        }
    }

    private async Task<ObservedReplicas> Observe(ApiDocument document)
    {
        var controller = Controller(document);
        var collection = GrainFactory.GetCollection(PodKind.Instance);
        var owned = await collection.List(new ObjectQuery(Id.Key.Namespace, OwnerUid: document.Metadata.Uid));
        var matching = controller.Selector is { } selector ? await collection.List(new ObjectQuery(Id.Key.Namespace, selector)) : owned;
        return new ObservedReplicas
        {
            Controller = controller,
            // The later list decides: a pod that is in both is taken as it is now.
            Pods = [.. matching.Documents.UnionBy(owned.Documents, pod => pod.Key).Select(pod => pod.As<Pod>())],
            Failure = _failure,
        };
    }

    private async Task WriteStatus(ApiDocument document, CancellationToken cancellationToken)
    {
        if (ReplicaPlanner.Plan(await Observe(document), Context()).StatusUpdate is { } status)
            await CommitOwn(document, status, cancellationToken);
    }
}
