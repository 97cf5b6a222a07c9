using Krewe.NodeAgent.Checkpoint;
using Krewe.NodeAgent.Session;

namespace Krewe.Simulation.Nodes;

/// <summary>
/// The files of the desired set and of the last contact. What was saved is there after any crash; a crash while it is saved leaves the old set or the new one.
/// Generations on disk must never go back.
/// </summary>
internal sealed class MachineDisk(Machine machine, int seed) : ICheckpoint, IContactRecord
{
    private readonly Random _random = new(seed);
    private DesiredPods _saved = DesiredPods.None;
    private DateTimeOffset? _heardAt;

    /// <summary>Probability that a save fails: the disk is full.</summary>
    public double Fail { get; set; }

    /// <summary>What is on disk.</summary>
    public DesiredPods Saved => _saved;

    public async Task<DesiredPods> Load(CancellationToken cancellationToken)
    {
        await Task.Delay(Latency(), machine.World.Conductor.Time, cancellationToken);
        return _saved;
    }

    public async Task Save(DesiredPods desired, CancellationToken cancellationToken)
    {
        await Task.Delay(Latency(), machine.World.Conductor.Time, cancellationToken);
        if (Fail > 0 && _random.NextDouble() < Fail)
            throw new IOException("the disk is full");
        machine.World.Invariants.OnSaved(machine, _saved, desired);
        _saved = desired;
        await Task.Delay(Latency(), machine.World.Conductor.Time, cancellationToken);
    }

    DateTimeOffset? IContactRecord.Load() => _heardAt;

    void IContactRecord.Keep(DateTimeOffset heardAt) => _heardAt = heardAt;

    private TimeSpan Latency() => TimeSpan.FromMilliseconds(0.2 + 3 * _random.NextDouble());
}
