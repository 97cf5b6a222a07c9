using Krewe.Client;
using Krewe.Model.Core;

namespace Krewe.EndToEnd.Tests.Cluster;

/// <summary>
/// Watches the pods of a label, keeps every event, and answers questions about all of the time that it has watched. When the
/// server ends a watch or is killed, it goes on from the last resource version that it has seen, as clients do.
/// </summary>
public sealed class PodWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly KreweCluster _cluster;
    private readonly string _selector;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Pod> _pods = [];
    private readonly List<(string Type, Pod Pod)> _events = [];
    private readonly List<TaskCompletionSource> _waiting = [];
    private Task _loop = Task.CompletedTask;
    private int _mostAlive;
    private int _expired;

    private PodWatch(KreweCluster cluster, string selector)
    {
        _cluster = cluster;
        _selector = selector;
    }

    /// <summary>Pods that exist now, by UID.</summary>
    public IReadOnlyList<Pod> Pods
    {
        get
        {
            lock (_gate)
                return [.. _pods.Values];
        }
    }

    /// <summary>Everything that was seen, in order.</summary>
    public IReadOnlyList<(string Type, Pod Pod)> Events
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    /// <summary>The most pods that were alive (not deleted, not ended) at any moment.</summary>
    public int MostAlive => Volatile.Read(ref _mostAlive);

    /// <summary>How often the server had forgotten the version to go on from.</summary>
    public int Expired => Volatile.Read(ref _expired);

    public static async Task<PodWatch> StartAsync(KreweCluster cluster, string selector)
    {
        var watch = new PodWatch(cluster, selector);
        using var client = cluster.Connect();
        var list = await client.ListAsync(PodKind.Instance, "default", selector, CancellationToken.None);
        foreach (var pod in list.Items.Cast<Pod>())
            watch.Take("ADDED", pod);
        watch._loop = watch.RunAsync(list.ResourceVersion, watch._stop.Token);
        return watch;
    }

    /// <summary>Waits until the pods are as a condition wants them.</summary>
    public async Task<IReadOnlyList<Pod>> UntilAsync(
        Func<IReadOnlyList<Pod>, bool> condition, string what, CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskCompletionSource changed;
            lock (_gate)
            {
                Pod[] pods = [.. _pods.Values];
                if (condition(pods))
                    return pods;
                _waiting.Add(changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            try
            {
                await changed.Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"waited in vain for: {what}\n{Describe()}");
            }
        }
    }

    /// <summary>Waits until exactly so many pods are alive, all ready, and no other is left.</summary>
    public Task<IReadOnlyList<Pod>> UntilReadyAsync(int count, CancellationToken cancellationToken) =>
        UntilAsync(pods => pods.Count == count && pods.All(IsReady), $"{count} ready pods and no other", cancellationToken);

    public static bool IsReady(Pod pod) => pod.Metadata.DeletionTimestamp is null
        && pod.Status?.Conditions.Any(condition => condition.Type == PodConditionType.Ready && condition.Status == ConditionStatus.True) == true;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task RunAsync(string resourceVersion, CancellationToken cancellationToken)
    {
        using var client = _cluster.Connect();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var change in client.WatchAsync(PodKind.Instance, "default", _selector, resourceVersion, cancellationToken))
                {
                    resourceVersion = change.Object.Metadata.ResourceVersion!;
                    if (change.Type != "BOOKMARK")
                        Take(change.Type, (Pod)change.Object);
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
                // The server is away: dial again until it is back. A short rest keeps the loop from spinning.
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private void Take(string type, Pod pod)
    {
        lock (_gate)
        {
            _events.Add((type, pod));
            if (type == "DELETED")
                _pods.Remove(pod.Metadata.Uid!);
            else
                _pods[pod.Metadata.Uid!] = pod;
            _mostAlive = Math.Max(_mostAlive, _pods.Values.Count(IsAlive));
            foreach (var waiting in _waiting)
                waiting.TrySetResult();
            _waiting.Clear();
        }
    }

    private static bool IsAlive(Pod pod) => pod.Metadata.DeletionTimestamp is null
        && pod.Status?.Phase is not { Value: "Succeeded" or "Failed" };

    private string Describe() => string.Join('\n', Pods.Select(pod =>
        $"{pod.Metadata.Name} {pod.Status?.Phase?.Value} ready={IsReady(pod)} deleting={pod.Metadata.DeletionTimestamp is not null} node={pod.Spec?.NodeName}"));
}
