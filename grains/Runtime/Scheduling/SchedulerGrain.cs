using Krewe.Grains.Collections;
using Krewe.Grains.Events;
using Krewe.Grains.Objects;
using Krewe.Grains.Pods;
using Krewe.Grains.Reconciling;
using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Planning.Plans;
using Krewe.Planning.Pods;
using Krewe.Planning.Scheduling;
using Orleans;

namespace Krewe.Grains.Scheduling;

/// <inheritdoc cref="ISchedulerGrain"/>
/// <remarks>
/// <para>It keeps a board of nodes and of what their pods take, and brings it up to date at each look by reading the changes since the
/// last one; a board that has fallen too far behind is made anew. All pods that wait at a look are placed in one plan and bound side by
/// side, so that a thousand pods cost a few commits and not a thousand.</para>
/// <para>A placement counts on the board before it is bound. When the binding is refused it is taken back, and the pod waits again if
/// it still exists without a node, which the next changes tell.</para>
/// </remarks>
[KeepAlive]
internal sealed class SchedulerGrain(ObjectServices services, ReconcileServices reconciling) : Grain, ISchedulerGrain
{
    private const string Component = "default-scheduler";
    private const int Page = 1_000;

    private readonly Dictionary<ObjectKey, Pod> _waiting = [];
    private readonly HashSet<ObjectKey> _refused = [];
    private SchedulingBoard _board = new();
    private long _openingsSeen;
    private long? _nodesAt;
    private long? _podsAt;
    private ReconcileLoop _loop = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _loop = new ReconcileLoop(this, DelayDeactivation, Look, reconciling);
        return Task.CompletedTask;
    }

    public Task Signal()
    {
        _loop.Signal();
        return Task.CompletedTask;
    }

    private async Task<LookResult> Look(CancellationToken cancellationToken)
    {
        await CatchUp(cancellationToken);
        if (_board.Openings != _openingsSeen)
            _refused.Clear();
        _openingsSeen = _board.Openings;
        var candidates = _waiting.Where(pod => !_refused.Contains(pod.Key)).Select(pod => pod.Value).ToList();
        if (candidates.Count == 0)
            return LookResult.Settled;

        var plan = SchedulingPlanner.Plan(_board, candidates, new PlanContext(services.Now(), services.Entropy.NextSeed()));
        var happened = new List<PlannedEvent>();
        var unavailable = false;
        var unbound = plan.Bindings.Select(binding => KeyOf(binding.Pod)).ToHashSet();
        try
        {
            await BoundedCalls.ForEach(plan.Bindings, reconciling.Options.Parallelism, async binding =>
            {
                if (await Bind(binding, cancellationToken) is { } failure)
                {
                    unavailable |= !failure.IsOutdated();
                    return;
                }
                unbound.Remove(KeyOf(binding.Pod));
                _waiting.Remove(KeyOf(binding.Pod));
                happened.Add(binding.Event);
            });
        }
        finally
        {
            // Also where a binding threw: a placement that nobody confirmed must not keep its pod from being placed again.
            foreach (var key in unbound)
                _board.Forget(key);
        }
        await BoundedCalls.ForEach(plan.Refusals, reconciling.Options.Parallelism, async refusal =>
        {
            _refused.Add(KeyOf(refusal.Pod));
            if (refusal.Condition is null)
                return;
            happened.Add(refusal.Event);
            await PodOf(refusal.Pod).SetCondition(refusal.Pod.Metadata.Uid ?? "", refusal.Condition, cancellationToken);
        });
        GrainFactory.Tell(Component, happened);
        return unavailable ? throw new WriteRefusedException("pods could not be bound") : LookResult.Settled;
    }

    private async Task<ApiFailure?> Bind(PlannedBinding binding, CancellationToken cancellationToken) =>
        (await PodOf(binding.Pod).Bind(new BindRequest(binding.NodeName, binding.Pod.Metadata.Uid), cancellationToken)).Failure();

    private IPodGrain PodOf(Pod pod) => GrainFactory.GetGrain<IPodGrain>(new ObjectId(PodKind.Instance.Collection, KeyOf(pod)).ToString());

    private async Task CatchUp(CancellationToken cancellationToken)
    {
        _nodesAt = await Read(NodeKind.Instance, _nodesAt, TakeNode, cancellationToken);
        _podsAt = await Read(PodKind.Instance, _podsAt, TakePod, cancellationToken);
        if (_nodesAt is not null && _podsAt is not null)
            return;

        // Too much was missed: begin anew, and again if that fails halfway.
        (_nodesAt, _podsAt) = (null, null);
        _board = new SchedulingBoard();
        _waiting.Clear();
        _refused.Clear();
        _nodesAt = await ReadAll(NodeKind.Instance, TakeNode);
        _podsAt = await ReadAll(PodKind.Instance, TakePod);
    }

    // Null where the changes after a revision are no longer to be had.
    private async Task<long?> Read(KindDefinition kind, long? after, Action<Change> take, CancellationToken cancellationToken)
    {
        var collection = GrainFactory.GetCollection(kind);
        while (after is { } revision)
        {
            if (await collection.ReadChanges(revision, Page, cancellationToken) is not ChangesOutcome.Changes { Items: var changes })
                return null;
            if (changes.Count == 0)
                return revision;
            foreach (var change in changes)
                take(change);
            after = revision + changes.Count;
        }
        return null;
    }

    private async Task<long?> ReadAll(KindDefinition kind, Action<Change> take)
    {
        var all = await GrainFactory.GetCollection(kind).List(new ObjectQuery());
        foreach (var document in all.Documents)
            take(new Change(ChangeKind.Added, document, null));
        return all.Revision;
    }

    private void TakeNode(Change change)
    {
        if (change.Kind == ChangeKind.Deleted)
            _board.RemoveNode(change.Document.Key.Name);
        else
            _board.SetNode(change.Document.As<Node>());
    }

    private void TakePod(Change change)
    {
        var key = change.Document.Key;
        var pod = change.Document.As<Pod>();
        if (change.Kind == ChangeKind.Deleted)
            _board.RemovePod(key);
        else
            _board.SetPod(pod);
        if (change.Kind == ChangeKind.Deleted || pod.IsBound() || !pod.IsActive())
        {
            _waiting.Remove(key);
            _refused.Remove(key);
        }
        else
        {
            // A pod that was refused and changes in what it asks for is looked at again; what the refusal itself wrote is no such change.
            if (_waiting.TryGetValue(key, out var known) && known.Metadata.Generation != pod.Metadata.Generation)
                _refused.Remove(key);
            _waiting[key] = pod;
        }
    }

    private static ObjectKey KeyOf(Pod pod) => new(pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? "");
}
