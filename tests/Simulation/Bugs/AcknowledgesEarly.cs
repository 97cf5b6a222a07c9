using Krewe.Simulation.Engine;
using Krewe.Storage;

namespace Krewe.Simulation.Bugs;

/// <summary>A store that answers before it has written.</summary>
internal sealed class AcknowledgesEarly : PlantedBug
{
    public override string Name => "acknowledges-early";

    public override IObjectLog Log(IObjectLog disk, SimulatedProcess silo) => new Hasty(disk);

    private sealed class Hasty(IObjectLog inner) : ForwardingLog(inner)
    {
        public override Task<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken)
        {
            _ = Inner.CommitAsync(batch, cancellationToken);
            return Task.FromResult<CommitResult>(new CommitResult.Committed(batch.LastRevision));
        }
    }
}
