using System.Net.WebSockets;
using Krewe.AgentLink.Streams;
using Krewe.Gateway.Resources;
using Krewe.Gateway.Responses;
using Krewe.Gateway.Streams;
using Krewe.Model.Failures;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Krewe.Gateway.Logs;

/// <summary>
/// Answers <c>pods/NAME/log</c>: asks the node's agent, through the node's grain, to dial in with a stream of the log, and passes on what
/// comes. Nothing is kept on the way; when the client does not read, the agent is not read from either.
/// </summary>
internal sealed partial class LogHandler(AgentDialer dialer, TimeProvider time, ILogger<LogHandler> logger)
{
    private const int ChunkSize = 32 << 10;

    /// <summary>Serves the request.</summary>
    public async Task ServeAsync(ResourceRequest request)
    {
        if (!LogOptions.Parse(request.Query, time.GetUtcNow()).TryGet(out var options, out var failure)
            || !(await dialer.FindPodAsync(request)).TryGet(out var pod, out failure)
            || !LogTarget.Choose(pod, options.Container, options.Request.Previous).TryGet(out var container, out failure)
            || (failure = dialer.WhyFull()) is not null)
        {
            await request.Http.SendFailureAsync(failure);
            return;
        }

        using var stream = dialer.Expect(pod);
        var opening = await dialer.OpenAsync(stream, pod, open => open with { Logs = options.Request with { Container = container } }, request.Cancellation);
        switch (opening)
        {
            case StreamOpening.Opened opened:
                await PassAsync(request.Http, opened.Socket, request.Cancellation);
                break;
            case StreamOpening.Refused { NotFound: true } refused:
                await request.Http.SendFailureAsync(ApiFailure.BadRequest(refused.Why));
                break;
            case StreamOpening.Refused refused:
                await request.Http.SendFailureAsync(ApiFailure.Internal(refused.Why));
                break;
            default:
                await request.Http.SendFailureAsync(AgentDialer.Unreachable(stream));
                break;
        }
    }

    private async Task PassAsync(HttpContext context, WebSocket socket, CancellationToken cancellationToken)
    {
        var response = context.Response;
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.CacheControl = "no-cache, private";
        await response.StartAsync(cancellationToken);
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(response.BodyWriter.GetMemory(ChunkSize), cancellationToken);
                if (read.MessageType == WebSocketMessageType.Close)
                    break;
                response.BodyWriter.Advance(read.Count);
                if ((await response.BodyWriter.FlushAsync(cancellationToken)).IsCompleted)
                    break;
            }
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", cancellationToken);
        }
        catch (WebSocketException e)
        {
            // The status has been sent long since; the client sees the log end.
            LogBroken(context.Request.Path, e.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The client has gone or the server stops.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Log stream {Path} broke: {Why}")]
    private partial void LogBroken(string path, string why);
}
