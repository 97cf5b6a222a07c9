using Krewe.Client;
using Krewe.Model.Core;

namespace Krewe.EndToEnd.Tests.Cluster;

/// <summary>Counts how often a watch that outlives the server's death reported each ConfigMap as added.</summary>
public sealed class ConfigWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _added = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _loop = Task.CompletedTask;
    private int _expired;

    public int Expired => Volatile.Read(ref _expired);

    public static async Task<ConfigWatch> StartAsync(KreweCluster cluster)
    {
        var watch = new ConfigWatch();
        using var client = cluster.Connect();
        var list = await client.ListAsync(ConfigMapKind.Instance, "default", "load=crash", CancellationToken.None);
        foreach (var item in list.Items)
            watch._added[item.Metadata.Name!] = 1;
        watch._loop = watch.RunAsync(cluster, list.ResourceVersion, watch._stop.Token);
        return watch;
    }

    public async Task<IReadOnlyDictionary<string, int>> UntilAsync(
        Func<IReadOnlyDictionary<string, int>, bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (condition(_added))
                    return new Dictionary<string, int>(_added);
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task RunAsync(KreweCluster cluster, string resourceVersion, CancellationToken cancellationToken)
    {
        using var client = cluster.Connect();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var events = client.WatchAsync(ConfigMapKind.Instance, "default", "load=crash", resourceVersion, cancellationToken);
                await foreach (var change in events)
                {
                    resourceVersion = change.Object.Metadata.ResourceVersion!;
                    if (change.Type == "ADDED")
                        Take(change.Object.Metadata.Name!);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (ApiException gone) when (gone.Code == 410)
            {
                Interlocked.Increment(ref _expired);
                return;
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException or ApiException { Code: 503 or 500 })
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private void Take(string name)
    {
        lock (_gate)
        {
            _added[name] = _added.GetValueOrDefault(name) + 1;
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
