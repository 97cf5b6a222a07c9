using System.Threading.Channels;
using Krewe.Grains.Nodes;
using Krewe.Protocol;

namespace Krewe.AgentLink.Sessions;

/// <summary>
/// The messages on their way to one agent, in order and bounded. The node's grain writes into it as an observer; it may do so before
/// the session has been accepted, so <see cref="ReadAllAsync"/> puts what the link itself has to say first.
/// </summary>
internal sealed class Outbox : IAgentSession
{
    private readonly Channel<ServerMessage> _messages;
    private readonly CancellationTokenSource _overflow = new();

    public Outbox(int length) =>
        _messages = Channel.CreateBounded<ServerMessage>(new BoundedChannelOptions(length) { SingleReader = true });

    /// <summary>Cancelled when the agent takes its messages too slowly for the session to go on.</summary>
    public CancellationToken Overflow => _overflow.Token;

    /// <inheritdoc/>
    public Task Send(ServerMessage message)
    {
        Post(message);
        return Task.CompletedTask;
    }

    /// <summary>Adds a message, or gives the session up when there is no room.</summary>
    public void Post(ServerMessage message)
    {
        if (!_messages.Writer.TryWrite(message))
            _overflow.Cancel();
    }

    /// <summary>The messages as they come.</summary>
    public IAsyncEnumerable<ServerMessage> ReadAllAsync(CancellationToken cancellationToken) =>
        _messages.Reader.ReadAllAsync(cancellationToken);

    /// <summary>No message follows; those that wait are still read.</summary>
    public void Complete() => _messages.Writer.TryComplete();
}
