using Krewe.Storage;

namespace Krewe.Simulation.Bugs;

/// <summary>A store that writes whatever it is given, wherever the collection stands.</summary>
internal sealed class DropsCondition : PlantedBug
{
    public override string Name => "drops-condition";

    public override IObjectLog Platter(IObjectLog platter) => new Unconditional(platter);

    private sealed class Unconditional(IObjectLog inner) : ForwardingLog(inner)
    {
        public override async Task<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken)
        {
            var state = await Inner.LoadAsync(batch.Collection, cancellationToken);
            await Inner.CommitAsync(batch with { ExpectedRevision = state.Revision }, cancellationToken);
            return new CommitResult.Committed(batch.LastRevision);
        }
    }
}
