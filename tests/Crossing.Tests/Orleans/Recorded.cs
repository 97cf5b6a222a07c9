using System.Threading.Channels;
using Krewe.Grains.Collections;
using Krewe.Grains.Nodes;
using Krewe.Protocol;

namespace Krewe.Crossing.Tests.Orleans;

/// <summary>What the other side sent to an observer, in order.</summary>
internal abstract class Recorded<T>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<T> _items = Channel.CreateUnbounded<T>();

    /// <summary>Waits for the first of what is still to be read that is as wanted.</summary>
    public async Task<T> Next(Func<T, bool> wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var item in _items.Reader.ReadAllAsync(patience.Token))
        {
            if (wanted(item))
                return item;
        }
        throw new InvalidOperationException("nothing ends what is recorded");
    }

    protected Task Add(T item) => _items.Writer.WriteAsync(item).AsTask();
}

internal sealed class RecordedSession : Recorded<ServerMessage>, IAgentSession
{
    public Task Send(ServerMessage message) => Add(message);
}

internal sealed class RecordedChanges : Recorded<ChangeBatch>, ICollectionObserver
{
    public Task OnChanges(ChangeBatch batch) => Add(batch);
}
