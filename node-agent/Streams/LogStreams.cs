using Krewe.NodeAgent.Logs;
using Krewe.NodeAgent.Session;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Streams;

/// <summary>Sends logs of containers to users.</summary>
internal sealed class LogStreams(LogServer logs, TimeProvider time)
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);

    /// <summary>Finds the log.</summary>
    public async Task<StreamPlan> Plan(PodReference pod, LogStreamRequest request, CancellationToken cancellationToken) =>
        await logs.Find(pod, request, cancellationToken) switch
        {
            LogSource.Instance instance => new StreamPlan.Serve((connection, token) => Send(connection, request, instance.Id, token)),
            LogSource.Missing missing => new StreamPlan.Refuse(missing.Why, NotFound: true),
            var other => throw new InvalidOperationException($"Unknown source {other}"),
        };

    /// <summary>Sends the log until it ends or nobody listens any more.</summary>
    private async Task Send(IStreamConnection connection, LogStreamRequest query, string instance, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var unwanted = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var closed = connection.WaitForClose(over.Token);
        var sending = logs.Read(instance, query, connection.Send, unwanted.Token);
        string? failure = null;
        if (await Task.WhenAny(closed, sending) == sending)
            failure = await sending;
        else
            unwanted.Cancel();
        await connection.Close(failure, cancellationToken);
        // To cancel a receive breaks the connection, and with it what is still on its way: the other end closes first.
        using var limit = new CancellationTokenSource(CloseLimit, time);
        await using var late = limit.Token.Register(over.Cancel);
        await Task.WhenAll(Settle(closed), Settle(sending));
    }

    private static async Task Settle(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e) when (e is TransportException or OperationCanceledException)
        {
        }
    }
}
