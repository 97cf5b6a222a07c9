using Krewe.NodeAgent.Runtimes;

namespace Krewe.Simulation.Bugs;

/// <summary>An agent that, when a start fails, tries once more under another number without looking whether the first took effect.</summary>
internal sealed class StartsTwice : PlantedBug
{
    public override string Name => "starts-twice";

    public override IContainerRuntime Runtime(IContainerRuntime engine) => new Eager(engine);

    private sealed class Eager(IContainerRuntime inner) : ForwardingRuntime(inner)
    {
        public override async Task<ObservedContainer> StartContainer(ContainerRequest request, CancellationToken cancellationToken)
        {
            try
            {
                return await Inner.StartContainer(request, cancellationToken);
            }
            catch (RuntimeException)
            {
                return await Inner.StartContainer(request with { Attempt = request.Attempt + 1 }, cancellationToken);
            }
        }
    }
}
