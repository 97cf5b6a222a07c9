using Krewe.Simulation.Engine;
using Krewe.Storage;

namespace Krewe.Simulation.Bugs;

/// <summary>A store that takes a failed write for a done one.</summary>
internal sealed class HidesFailures : PlantedBug
{
    public override string Name => "hides-failures";

    public override IObjectLog Log(IObjectLog disk, SimulatedProcess silo) => new Hopeful(disk);

    private sealed class Hopeful(IObjectLog inner) : ForwardingLog(inner)
    {
        public override async Task<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken)
        {
            try
            {
                return await Inner.CommitAsync(batch, cancellationToken);
            }
            catch (ObjectLogException)
            {
                return new CommitResult.Committed(batch.LastRevision);
            }
        }
    }
}
