using Krewe.NodeAgent.Checkpoint;

namespace Krewe.Simulation.Bugs;

/// <summary>An agent that starts with the desired set before the last one, and so knows less than it has acted upon.</summary>
internal sealed class OldCheckpoint : PlantedBug
{
    private readonly Dictionary<ICheckpoint, DesiredPods> _last = [];
    private readonly Dictionary<ICheckpoint, DesiredPods> _before = [];

    public override string Name => "old-checkpoint";

    public override ICheckpoint Checkpoint(ICheckpoint disk) => new Late(this, disk);

    private sealed class Late(OldCheckpoint bug, ICheckpoint disk) : ICheckpoint
    {
        public Task<DesiredPods> Load(CancellationToken cancellationToken) => Task.FromResult(bug._before.GetValueOrDefault(disk) ?? DesiredPods.None);

        public async Task Save(DesiredPods desired, CancellationToken cancellationToken)
        {
            await disk.Save(desired, cancellationToken);
            bug._before[disk] = bug._last.GetValueOrDefault(disk) ?? DesiredPods.None;
            bug._last[disk] = desired;
        }
    }
}
