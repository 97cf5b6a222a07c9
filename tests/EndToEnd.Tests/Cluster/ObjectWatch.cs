using Krewe.Client;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.EndToEnd.Tests.Cluster;

/// <summary>
/// Watches the objects of a kind and label from the moment of its start. When the server ends the watch or is killed, it goes on from the
/// last resource version that it has seen, as clients do.
/// </summary>
public abstract class ObjectWatch : IAsyncDisposable
{
    // Keeps loops from spinning while the server is away.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _loop = Task.CompletedTask;
    private int _expired;

    /// <summary>How often the server had forgotten the version to go on from.</summary>
    public int Expired => Volatile.Read(ref _expired);

    /// <summary>Waits until the server has told this watch to begin anew.</summary>
    public Task UntilExpiredAsync(CancellationToken cancellationToken) => UntilAsync(() => _expired > 0, cancellationToken);

    /// <summary>Guards what <see cref="Take"/> changes.</summary>
    protected Lock Gate { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    /// <summary>Takes what there is as added, and begins to watch.</summary>
    /// <param name="connect">Makes a client, for each watch anew: of several servers it may be another one each time.</param>
    /// <param name="kind">What to watch.</param>
    /// <param name="selector">Labels of what to watch.</param>
    protected async Task StartAsync(Func<KreweClient> connect, KindDefinition kind, string selector)
    {
        var list = await ListAsync(connect, kind, selector);
        foreach (var item in list.Items)
            Tell("ADDED", item);
        _loop = RunAsync(connect, kind, selector, list.ResourceVersion, _stop.Token);
    }

    private static async Task<ObjectList> ListAsync(Func<KreweClient> connect, KindDefinition kind, string selector)
    {
        using var patience = Patience.Of(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                using var client = connect();
                return await client.ListAsync(kind, "default", selector, patience.Token);
            }
            catch (Exception lost) when (IsAway(lost))
            {
                await Task.Delay(Rest, TimeProvider.System, patience.Token);
            }
        }
    }

    /// <summary>Takes a change, under <see cref="Gate"/>.</summary>
    protected abstract void Take(string type, ApiObject value);

    /// <summary>Waits until a condition holds, which is asked under <see cref="Gate"/> at first and after each change.</summary>
    protected async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (Gate)
            {
                if (condition())
                    return;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private async Task RunAsync(Func<KreweClient> connect, KindDefinition kind, string selector, string resourceVersion, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                // What the client is made of may be away as well, while the state is being restored.
                using var client = connect();
                await foreach (var change in client.WatchAsync(kind, "default", selector, resourceVersion, cancellationToken))
                {
                    resourceVersion = change.Object.Metadata.ResourceVersion!;
                    if (change.Type != "BOOKMARK")
                        Tell(change.Type, change.Object);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (ApiException gone) when (gone.Code == 410)
            {
                lock (Gate)
                {
                    _expired++;
                    Changed();
                }
                return;
            }
            catch (Exception lost) when (IsAway(lost))
            {
                await Task.Delay(Rest, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    /// <summary>True where the server is away, and is to be dialled again until it is back.</summary>
    private static bool IsAway(Exception lost) => lost is HttpRequestException or IOException or ApiException { Code: 503 or 500 };

    private void Tell(string type, ApiObject value)
    {
        lock (Gate)
        {
            Take(type, value);
            Changed();
        }
    }

    private void Changed()
    {
        _changed.TrySetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
