using Krewe.Client;
using Krewe.Model.Core;
using Krewe.Model.Meta;

namespace Krewe.EndToEnd.Tests.Cluster;

/// <summary>Watches the pods of a label, keeps every event, and answers questions about all of the time that it has watched.</summary>
public sealed class PodWatch : ObjectWatch
{
    private readonly Dictionary<string, Pod> _pods = [];
    private readonly List<(string Type, Pod Pod)> _events = [];
    private int _mostAlive;

    private PodWatch()
    {
    }

    /// <summary>Pods that exist now, by UID.</summary>
    public IReadOnlyList<Pod> Pods
    {
        get
        {
            lock (Gate)
                return [.. _pods.Values];
        }
    }

    /// <summary>Everything that was seen, in order.</summary>
    public IReadOnlyList<(string Type, Pod Pod)> Events
    {
        get
        {
            lock (Gate)
                return [.. _events];
        }
    }

    /// <summary>The most pods that were alive (not deleted, not ended) at any moment.</summary>
    public int MostAlive => Volatile.Read(ref _mostAlive);

    public static Task<PodWatch> StartAsync(KreweCluster cluster, string selector) => StartAsync(cluster.Connect, selector);

    public static async Task<PodWatch> StartAsync(Func<KreweClient> connect, string selector)
    {
        var watch = new PodWatch();
        await watch.StartAsync(connect, PodKind.Instance, selector);
        return watch;
    }

    /// <summary>Waits until the pods are as a condition wants them.</summary>
    public async Task<IReadOnlyList<Pod>> UntilAsync(
        Func<IReadOnlyList<Pod>, bool> condition, string what, CancellationToken cancellationToken)
    {
        IReadOnlyList<Pod> found = [];
        try
        {
            await UntilAsync(() => condition(found = [.. _pods.Values]), cancellationToken);
            return found;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"waited in vain for: {what}\n{Describe()}");
        }
    }

    /// <summary>Waits until exactly so many pods are alive, all ready, and no other is left.</summary>
    public Task<IReadOnlyList<Pod>> UntilReadyAsync(int count, CancellationToken cancellationToken) =>
        UntilAsync(pods => pods.Count == count && pods.All(IsReady), $"{count} ready pods and no other", cancellationToken);

    public static bool IsReady(Pod pod) => pod.Metadata.DeletionTimestamp is null
        && pod.Status?.Conditions.Any(condition => condition.Type == PodConditionType.Ready && condition.Status == ConditionStatus.True) == true;

    protected override void Take(string type, ApiObject value)
    {
        var pod = (Pod)value;
        _events.Add((type, pod));
        if (type == "DELETED")
            _pods.Remove(pod.Metadata.Uid!);
        else
            _pods[pod.Metadata.Uid!] = pod;
        _mostAlive = Math.Max(_mostAlive, _pods.Values.Count(IsAlive));
    }

    private static bool IsAlive(Pod pod) => pod.Metadata.DeletionTimestamp is null
        && pod.Status?.Phase is not { Value: "Succeeded" or "Failed" };

    private string Describe() => string.Join('\n', Pods.Select(pod =>
        $"{pod.Metadata.Name} {pod.Status?.Phase?.Value} ready={IsReady(pod)} deleting={pod.Metadata.DeletionTimestamp is not null} node={pod.Spec?.NodeName}"));
}
