using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Simulation.Silos;

namespace Krewe.Simulation.Checks;

/// <summary>One watch of each kind that matters; each goes on over all lives of the silo.</summary>
internal sealed class WatchChecks(World world)
{
    private readonly List<Watch> _watches =
    [
        .. ((KindDefinition[])[PodKind.Instance, ConfigMapKind.Instance, ReplicaSetKind.Instance, DeploymentKind.Instance, NodeKind.Instance])
            .Select(kind => new Watch(world, kind)),
    ];

    /// <summary>A silo starts: the watches go on there.</summary>
    public void Follow(SimulatedSilo silo) => _watches.ForEach(watch => silo.Process.Start(() => watch.Follow(silo)));

    /// <summary>The watches that have not seen everything, in words; empty when all have.</summary>
    public string Behind() => string.Join(", ", _watches.Where(static watch => watch.IsBehind));
}
