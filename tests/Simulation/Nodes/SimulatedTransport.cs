using Krewe.NodeAgent.Session;
using Krewe.Simulation.Network;

namespace Krewe.Simulation.Nodes;

/// <summary>An agent's wires: it dials the silo that serves now.</summary>
internal sealed class SimulatedTransport(World world, Host host) : IAgentTransport
{
    private static readonly TimeSpan DialLimit = TimeSpan.FromSeconds(10);

    public async Task<IAgentConnection> Dial(CancellationToken cancellationToken)
    {
        if (world.PickSilo() is not { } silo)
        {
            await Task.Delay(world.Network.Delay(), host.Process.Clock, cancellationToken);
            throw new TransportException("no server answers");
        }
        try
        {
            var socket = await world.Network.Dial(host, silo.Host, DialLimit, end => silo.Accept(end, host.Name));
            return new WebSocketConnection(new Uri($"https://{silo.Host.Name}:6443"), socket);
        }
        catch (ConnectionLostException lost)
        {
            throw new TransportException(lost.Message, lost);
        }
    }

    public Task<IStreamConnection> DialStream(Uri server, string streamId, CancellationToken cancellationToken) =>
        throw new TransportException("streams are not simulated");
}
