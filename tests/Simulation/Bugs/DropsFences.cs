using Krewe.Storage;
using Krewe.Storage.Leases;

namespace Krewe.Simulation.Bugs;

/// <summary>A store that does not ask whose epoch it is.</summary>
internal sealed class DropsEpoch : PlantedBug
{
    public override string Name => "drops-epoch";

    public override IObjectLog OpenLog(ISharedStore store, long epoch) => new Unfenced(store, epoch);

    private sealed class Unfenced(ISharedStore store, long epoch) : ForwardingLog(store.OpenLog(epoch))
    {
        public override async Task<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken) =>
            await store.OpenLog((await store.ReadLeaseAsync(cancellationToken)).Epoch).CommitAsync(batch, cancellationToken);
    }
}

/// <summary>A store that asks neither whose epoch it is nor where the collection stands.</summary>
internal sealed class DropsFences : PlantedBug
{
    public override string Name => "drops-fences";

    public override IObjectLog OpenLog(ISharedStore store, long epoch) => new Unconditional(store, epoch);

    private sealed class Unconditional(ISharedStore store, long epoch) : ForwardingLog(store.OpenLog(epoch))
    {
        public override async Task<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken)
        {
            var state = await Inner.LoadAsync(batch.Collection, cancellationToken);
            var log = store.OpenLog((await store.ReadLeaseAsync(cancellationToken)).Epoch);
            await log.CommitAsync(batch with { ExpectedRevision = state.Revision }, cancellationToken);
            return new CommitResult.Committed(batch.LastRevision);
        }
    }
}
