using Krewe.Storage;

namespace Krewe.Simulation.Bugs;

/// <summary>A store that sometimes writes only the first change of a batch.</summary>
internal sealed class TearsBatches : PlantedBug
{
    private readonly Random _random = new(1);

    public override string Name => "tears-batches";

    public override IObjectLog Platter(IObjectLog platter) => new Torn(platter, _random);

    private sealed class Torn(IObjectLog inner, Random random) : ForwardingLog(inner)
    {
        public override async Task<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken)
        {
            if (batch.Changes.Count < 2 || random.Next(5) > 0)
                return await Inner.CommitAsync(batch, cancellationToken);
            return await Inner.CommitAsync(batch with { Changes = [batch.Changes[0]] }, cancellationToken) is CommitResult.Committed
                ? new CommitResult.Committed(batch.LastRevision)
                : new CommitResult.Conflict(batch.ExpectedRevision + 1);
        }
    }
}
