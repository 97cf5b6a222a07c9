using Krewe.NodeAgent.Pods;
using Krewe.NodeAgent.Runtimes;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Logs;

/// <summary>Finds and reads the logs of containers. It needs no control plane.</summary>
internal sealed class LogServer(PodRoster roster, IContainerRuntime runtime)
{
    /// <summary>The instance whose log is meant, or why there is none, in kubelet's words.</summary>
    public async Task<LogSource> Find(PodReference pod, LogStreamRequest query, CancellationToken cancellationToken)
    {
        if (await roster.Find(pod.Uid, cancellationToken) is not { } found)
            return new LogSource.Missing($"pod \"{pod.Name}\" is not on this node");
        var instances = found.Instances.Where(i => i.Name == query.Container && i.Phase != ContainerPhase.Created).OrderByDescending(i => i.Attempt).ToList();
        if (query.Previous)
            return instances.Count > 1
                ? new LogSource.Instance(instances[1].Id)
                : new LogSource.Missing($"previous terminated container \"{query.Container}\" in pod \"{pod.Name}\" not found");
        if (instances.Count > 0)
            return new LogSource.Instance(instances[0].Id);
        var waiting = (found.Status?.ContainerStatuses ?? []).Concat(found.Status?.InitContainerStatuses ?? [])
            .FirstOrDefault(status => status.Name == query.Container)?.State.Waiting;
        return new LogSource.Missing(
            $"container \"{query.Container}\" in pod \"{pod.Name}\" is waiting to start: {waiting?.Reason ?? ContainerStatusWriter.Creating}");
    }

    /// <summary>Reads a log into a sink; returns why it broke off, or null.</summary>
    public async Task<string?> Read(string instance, LogStreamRequest query, Func<ReadOnlyMemory<byte>, CancellationToken, Task> sink, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var left = query.LimitBytes ?? long.MaxValue;
        var wanted = new LogQuery { Follow = query.Follow, Timestamps = query.Timestamps, TailLines = query.TailLines, Since = query.Since };
        try
        {
            await runtime.ReadLogs(
                instance, wanted,
                async (text, token) =>
                {
                    var piece = text.Length <= left ? text : text[..(int)left];
                    left -= piece.Length;
                    if (piece.Length > 0)
                        await sink(piece, token);
                    if (left == 0)
                        enough.Cancel();
                },
                enough.Token);
            return null;
        }
        catch (OperationCanceledException) when (left == 0 && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e) when (e is RuntimeException or IOException)
        {
            return e.Message;
        }
    }
}

/// <summary>Whose log is meant.</summary>
internal abstract record LogSource
{
    private LogSource() { }

    /// <summary>An instance of a container.</summary>
    public sealed record Instance(string Id) : LogSource;

    /// <summary>There is none.</summary>
    public sealed record Missing(string Why) : LogSource;
}
