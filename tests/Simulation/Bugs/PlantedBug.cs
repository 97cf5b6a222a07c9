using Krewe.NodeAgent.Checkpoint;
using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Session;
using Krewe.Simulation.Engine;
using Krewe.Storage;
using Krewe.Storage.Leases;
using Microsoft.Extensions.DependencyInjection;

namespace Krewe.Simulation.Bugs;

/// <summary>
/// A defect to see whether the checks find it: it stands between parts of a world, in place of what should be there. This one is none.
/// </summary>
internal class PlantedBug
{
    public static readonly PlantedBug None = new();

    /// <summary>Its name on the command line.</summary>
    public virtual string Name => "none";

    /// <summary>What a silo sees as its disk.</summary>
    public virtual IObjectLog Log(IObjectLog disk, SimulatedProcess silo) => disk;

    /// <summary>What the holder of an epoch gets of the store.</summary>
    public virtual IObjectLog OpenLog(ISharedStore store, long epoch) => store.OpenLog(epoch);

    /// <summary>What the disk sees as its platter.</summary>
    public virtual IObjectLog Platter(IObjectLog platter) => platter;

    /// <summary>What an agent sees as its wires.</summary>
    public virtual IAgentTransport Transport(IAgentTransport wires) => wires;

    /// <summary>What an agent sees as its engine.</summary>
    public virtual IContainerRuntime Runtime(IContainerRuntime engine) => engine;

    /// <summary>What an agent sees as its disk.</summary>
    public virtual ICheckpoint Checkpoint(ICheckpoint disk) => disk;

    /// <summary>Replaces services of a silo.</summary>
    public virtual void Plant(IServiceCollection services)
    {
    }
}
