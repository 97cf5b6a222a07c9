using System.Collections.Concurrent;
using Krewe.NodeAgent.Logs;
using Krewe.Protocol;
using Microsoft.Extensions.Logging;

namespace Krewe.NodeAgent.Session;

/// <summary>Serves the streams that the control plane asks for: each over a connection of its own, a bounded number at a time.</summary>
internal sealed partial class StreamServer(IAgentTransport transport, LogServer logs, TimeProvider time, ILogger<StreamServer> logger)
{
    private const int MostStreams = 100;
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);

    /// <summary>Begins to serve the streams of a session.</summary>
    public Streams Begin(Uri server, Func<StreamRefused, Task> refuse) => new(this, server, refuse);

    /// <summary>The open streams of a session; disposing ends them.</summary>
    internal sealed class Streams(StreamServer owner, Uri server, Func<StreamRefused, Task> refuse) : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly ConcurrentDictionary<string, Task> _open = [];

        /// <summary>Opens a stream, or refuses it.</summary>
        public async Task Open(OpenStream request, CancellationToken cancellationToken)
        {
            if (request.Logs is not { } query)
                await refuse(Refusal(request, "this agent serves logs only", notFound: false));
            else if (_open.Count(stream => !stream.Value.IsCompleted) >= MostStreams)
                await refuse(Refusal(request, $"this node serves {MostStreams} streams already", notFound: false));
            else
                switch (await owner.Logs.Find(request.Pod, query, cancellationToken))
                {
                    case LogSource.Missing missing:
                        await refuse(Refusal(request, missing.Why, notFound: true));
                        break;
                    case LogSource.Instance instance:
                        _open[request.StreamId] = Serve(request, query, instance.Id);
                        foreach (var over in _open.Where(stream => stream.Value.IsCompleted).ToList())
                            _open.TryRemove(over);
                        break;
                }
        }

        /// <inheritdoc/>
        public async ValueTask DisposeAsync()
        {
            _stop.Cancel();
            await Task.WhenAll(_open.Values);
            _stop.Dispose();
        }

        private static StreamRefused Refusal(OpenStream request, string why, bool notFound) =>
            new() { StreamId = request.StreamId, Why = why, NotFound = notFound };

        private async Task Serve(OpenStream request, LogStreamRequest query, string instance)
        {
            await Task.Yield();
            try
            {
                var dial = request.Server is { } other && Uri.TryCreate(other, UriKind.Absolute, out var address) ? address : server;
                await using var connection = await owner.Transport.DialStream(dial, request.StreamId, _stop.Token);
                await Send(connection, query, instance);
            }
            catch (Exception e) when (e is TransportException or OperationCanceledException)
            {
                LogBroken(owner.Logger, request.StreamId, e.Message);
            }
        }

        /// <summary>Sends the log until it ends or nobody listens any more.</summary>
        private async Task Send(IStreamConnection connection, LogStreamRequest query, string instance)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            using var unwanted = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            var closed = connection.WaitForClose(over.Token);
            var sending = owner.Logs.Read(instance, query, connection.Send, unwanted.Token);
            string? failure = null;
            if (await Task.WhenAny(closed, sending) == sending)
                failure = await sending;
            else
                unwanted.Cancel();
            await connection.Close(failure, _stop.Token);
            // To cancel a receive breaks the connection, and with it what is still on its way: the other end closes first.
            using var limit = new CancellationTokenSource(CloseLimit, owner.Time);
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

    private LogServer Logs => logs;

    private IAgentTransport Transport => transport;

    private TimeProvider Time => time;

    private ILogger Logger => logger;

    [LoggerMessage(Level = LogLevel.Information, Message = "Stream {Stream} ended early: {Why}")]
    private static partial void LogBroken(ILogger logger, string stream, string why);
}
