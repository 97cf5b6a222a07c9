using System.Collections.Concurrent;
using Krewe.NodeAgent.Streams;
using Krewe.Protocol;
using Microsoft.Extensions.Logging;

namespace Krewe.NodeAgent.Session;

/// <summary>Serves the streams that the control plane asks for: each over a connection of its own, a bounded number at a time.</summary>
internal sealed partial class StreamServer(
    IAgentTransport transport, LogStreams logs, CommandStreams commands, PortStreams ports, ILogger<StreamServer> logger)
{
    private const int MostStreams = 200;

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
            if (_open.Count(stream => !stream.Value.IsCompleted) >= MostStreams)
                await refuse(Refusal(request, $"this node serves {MostStreams} streams already", notFound: false));
            else
                switch (await owner.Plan(request, cancellationToken))
                {
                    case StreamPlan.Refuse no:
                        await refuse(Refusal(request, no.Why, no.NotFound));
                        break;
                    case StreamPlan.Serve plan:
                        _open[request.StreamId] = Serve(request, plan);
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

        private async Task Serve(OpenStream request, StreamPlan.Serve plan)
        {
            await Task.Yield();
            try
            {
                var dial = request.Server is { } other && Uri.TryCreate(other, UriKind.Absolute, out var address) ? address : server;
                await using var connection = await owner.Transport.DialStream(dial, request.StreamId, _stop.Token);
                await plan.Over(connection, _stop.Token);
            }
            catch (Exception e) when (e is TransportException or IOException or OperationCanceledException)
            {
                LogBroken(owner.Logger, request.StreamId, e.Message);
            }
        }
    }

    private IAgentTransport Transport => transport;

    private ILogger Logger => logger;

    private Task<StreamPlan> Plan(OpenStream request, CancellationToken cancellationToken) => request switch
    {
        { Logs: { } query } => logs.Plan(request.Pod, query, cancellationToken),
        { Command: { } command } => commands.Plan(request.Pod, command, cancellationToken),
        { Ports: not null } => ports.Plan(request.Pod, cancellationToken),
        _ => Task.FromResult<StreamPlan>(new StreamPlan.Refuse("this agent does not know this kind of stream", NotFound: false)),
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Stream {Stream} ended early: {Why}")]
    private static partial void LogBroken(ILogger logger, string stream, string why);
}
