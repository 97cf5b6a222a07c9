using System.Buffers.Binary;
using Krewe.NodeAgent.Pods;
using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Session;
using Krewe.Protocol;
using Krewe.Protocol.Streams;

namespace Krewe.NodeAgent.Streams;

/// <summary>Connects users with ports of pods: one channel of a <see cref="StreamLink"/> for each connection, which live and stall on their own.</summary>
internal sealed class PortStreams(PodRoster roster, IContainerStreams runtime)
{
    /// <summary>Finds the pod.</summary>
    public async Task<StreamPlan> Plan(PodReference pod, CancellationToken cancellationToken)
    {
        if (await roster.Find(pod.Uid, cancellationToken) is not { Sandbox: { } sandbox })
            return new StreamPlan.Refuse($"unable to do port forwarding: pod \"{pod.Name}\" has no sandbox on this node", NotFound: true);
        return new StreamPlan.Serve((connection, token) => Serve(connection, sandbox, token));
    }

    private async Task Serve(IStreamConnection connection, ObservedSandbox sandbox, CancellationToken cancellationToken)
    {
        using var link = new StreamLink(connection.Messages);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = link.RunAsync(cancellationToken);
        var open = new HashSet<Task>();
        await foreach (var channel in link.Opened.ReadAllAsync(CancellationToken.None))
        {
            open.RemoveWhere(one => one.IsCompleted);
            open.Add(Forward(channel, sandbox, over.Token));
        }
        over.Cancel();
        await Task.WhenAll(open);
        await reading;
        await connection.Close(null, cancellationToken);
    }

    private async Task Forward(LinkChannel channel, ObservedSandbox sandbox, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            if (channel.Purpose.Length != 2)
                throw new RuntimeException("no port was named");
            await using var port = await runtime.Connect(sandbox, BinaryPrimitives.ReadUInt16BigEndian(channel.Purpose.Span), cancellationToken);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var there = channel.CopyAsync(port, over.Token);
            var back = port.CopyAsync(channel, over.Token);
            try
            {
                // When the pod's side has ended there is nothing left to wait for; when the user's has, the pod may still answer.
                if (await Task.WhenAny(there, back) == there)
                    await there;
                await back;
            }
            finally
            {
                over.Cancel();
                await Task.WhenAll(there, back).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (Exception e) when (e is RuntimeException or IOException or OperationCanceledException)
        {
            await Reset(channel, e.Message, cancellationToken);
        }
    }

    private static async Task Reset(LinkChannel channel, string why, CancellationToken cancellationToken)
    {
        try
        {
            await channel.ResetAsync(why, cancellationToken);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The user has gone.
        }
    }
}
