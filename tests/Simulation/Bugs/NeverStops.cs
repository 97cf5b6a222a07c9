using Krewe.NodeAgent.Runtimes;

namespace Krewe.Simulation.Bugs;

/// <summary>An engine that sometimes says that it has stopped a container and has not.</summary>
internal sealed class NeverStops : PlantedBug
{
    private readonly Random _random = new(1);

    public override string Name => "never-stops";

    public override IContainerRuntime Runtime(IContainerRuntime engine) => new Lazy(engine, _random);

    private sealed class Lazy(IContainerRuntime inner, Random random) : ForwardingRuntime(inner)
    {
        public override Task StopContainer(string id, TimeSpan grace, CancellationToken cancellationToken) =>
            random.Next(4) == 0 ? Task.CompletedTask : Inner.StopContainer(id, grace, cancellationToken);
    }
}
