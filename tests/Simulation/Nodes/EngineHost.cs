using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Runtimes.Simulated;
using Krewe.Simulation.Engine;

namespace Krewe.Simulation.Nodes;

/// <summary>One boot of a machine's container engine: a process of its own, so that what an agent has asked for goes on when the agent is dead.</summary>
internal sealed class EngineHost(World world, Machine machine, int seed)
{
    private readonly Random _random = new(seed);

    public Machine Machine => machine;

    public SimulatedProcess Process { get; } = new(world.Conductor, $"engine-{machine.Name}");

    public SimulatedRuntime Runtime { get; private set; } = null!;

    /// <summary>Probability that a verb fails; half of those that do have taken effect.</summary>
    public double Fail { get; set; }

    public EngineHost Boot()
    {
        Runtime = new SimulatedRuntime(machine.Name, _random.Next(), new SimulationSettings(), Process.Clock);
        return this;
    }

    /// <summary>The containers that run now.</summary>
    public IEnumerable<(PodIdentity Pod, ObservedContainer Seen)> Running() => Runtime.Inspect()
        .SelectMany(static pod => pod.Containers.Where(static container => container.Phase == ContainerPhase.Running).Select(container => (pod.Identity, container)));

    /// <summary>Has a verb carried out, whatever becomes of who asked.</summary>
    public Task<T> Carry<T>(Func<Task<T>> verb) => Process.Ask(async () =>
    {
        var fails = Fail > 0 && _random.NextDouble() < Fail;
        if (fails && _random.Next(2) == 0)
            throw new RuntimeException("simulated: the engine failed");
        var result = await verb();
        return fails ? throw new RuntimeException("simulated: the engine's answer is lost") : result;
    });
}
