using Krewe.Grains.Collections;
using Krewe.Grains.Events;
using Krewe.Grains.Objects;
using Krewe.Model.Documents;
using Krewe.Model.Meta;
using Krewe.Planning.Plans;

namespace Krewe.Grains.Reconciling;

/// <summary>Base of the writers of objects that act on the world: an object grain with a loop of looks.</summary>
internal abstract class ReconciledObjectGrain(ObjectServices services, ReconcileServices reconciling) : ObjectGrain(services), IReconciledGrain
{
    private ReconcileLoop _loop = null!;

    /// <summary>The name in which the grain's events are told: that of the controller in Kubernetes.</summary>
    protected abstract string Component { get; }

    /// <summary>Options of carrying out plans.</summary>
    protected ReconcileOptions Options => reconciling.Options;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        _loop = new ReconcileLoop(this, DelayDeactivation, Look, reconciling);
    }

    public virtual Task Signal()
    {
        _loop.Signal();
        return Task.CompletedTask;
    }

    /// <summary>Looks at what is, plans, and carries the plan out. Level-triggered: it may not rely on what the signal was about.</summary>
    protected abstract Task<LookResult> Look(CancellationToken cancellationToken);

    /// <summary>What a planner needs besides its observations.</summary>
    protected PlanContext Context() => new(Services.Now(), Services.Entropy.NextSeed());

    /// <summary>
    /// Commits the grain's own object as planned, on the condition that it is still as observed. False where it is not: look again.
    /// Nothing is validated: planners change only what the server itself owns.
    /// </summary>
    protected async Task<bool> CommitOwn(ApiDocument observed, ApiObject planned, CancellationToken cancellationToken) =>
        await Collection.Commit(new CommitRequest(ApiDocument.Draft(planned), observed.Revision), cancellationToken) switch
        {
            CommitOutcome.Committed => true,
            CommitOutcome.Stale => false,
            CommitOutcome.Unavailable unavailable => throw new WriteRefusedException(unavailable.Why),
            var other => throw new InvalidOperationException($"unknown outcome {other}"),
        };

    /// <summary>Removes the grain's own object on the same condition.</summary>
    protected async Task<bool> Remove(ApiDocument observed, CancellationToken cancellationToken) =>
        await Collection.Commit(new CommitRequest(observed, observed.Revision, Remove: true), cancellationToken) switch
        {
            CommitOutcome.Committed => true,
            CommitOutcome.Stale => false,
            CommitOutcome.Unavailable unavailable => throw new WriteRefusedException(unavailable.Why),
            var other => throw new InvalidOperationException($"unknown outcome {other}"),
        };

    /// <summary>Tells what happened, without waiting.</summary>
    protected void Tell(PlannedEvent? happened)
    {
        if (happened is not null)
            GrainFactory.Tell(Component, [happened]);
    }
}
