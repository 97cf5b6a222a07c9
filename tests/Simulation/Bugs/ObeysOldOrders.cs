using Krewe.NodeAgent.Session;
using Krewe.Protocol;

namespace Krewe.Simulation.Bugs;

/// <summary>An agent that takes an old desired set for a new one, as one would that does not look at generations.</summary>
internal sealed class ObeysOldOrders : PlantedBug
{
    private readonly Random _random = new(1);

    public override string Name => "obeys-old-orders";

    public override IAgentTransport Transport(IAgentTransport transport) => new Confused(transport, _random);

    private sealed class Confused(IAgentTransport inner, Random random) : IAgentTransport
    {
        private DesiredState? _old;

        public async Task<IAgentConnection> Dial(CancellationToken cancellationToken) => new Connection(this, await inner.Dial(cancellationToken));

        public Task<IStreamConnection> DialStream(Uri server, string streamId, CancellationToken cancellationToken) => inner.DialStream(server, streamId, cancellationToken);

        private ServerMessage? Confuse(ServerMessage? message)
        {
            if (message is DesiredState { Pods.Count: > 0 } state)
                _old ??= state;
            return message is DesiredChange change && _old is { } old && random.Next(10) == 0 ? old with { Generation = change.Generation } : message;
        }

        private sealed class Connection(Confused owner, IAgentConnection connection) : IAgentConnection
        {
            public Uri Server => connection.Server;

            public Task Send(AgentMessage message, CancellationToken cancellationToken) => connection.Send(message, cancellationToken);

            public async Task<ServerMessage?> Receive(CancellationToken cancellationToken) => owner.Confuse(await connection.Receive(cancellationToken));

            public ValueTask DisposeAsync() => connection.DisposeAsync();
        }
    }
}
