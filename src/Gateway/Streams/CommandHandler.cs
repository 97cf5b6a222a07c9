using Krewe.AgentLink.Streams;
using Krewe.Gateway.Resources;
using Krewe.Gateway.Responses;
using Krewe.Gateway.Streams.Spdy;
using Krewe.Gateway.Streams.WebSockets;
using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Protocol;
using Microsoft.Extensions.Logging;

namespace Krewe.Gateway.Streams;

/// <summary>
/// Answers <c>pods/NAME/exec</c> and <c>attach</c>: has the node's agent dial in, turns the client's request into a WebSocket or a SPDY
/// connection, and joins the two. The agent is asked first, so that a refusal still is an HTTP answer.
/// </summary>
internal sealed partial class CommandHandler(AgentDialer dialer, GatewayOptions options, TimeProvider time, ILogger<CommandHandler> logger)
{
    /// <summary>Serves the request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="attach">True for <c>attach</c>.</param>
    public async Task ServeAsync(ResourceRequest request, bool attach)
    {
        if (!CommandOptions.Parse(request.Query, attach).TryGet(out var asked, out var failure)
            || !(await dialer.FindPodAsync(request)).TryGet(out var pod, out failure)
            || !ContainerChoice.Choose(pod, asked.Container).TryGet(out var container, out failure)
            || (failure = WhyNot(pod) ?? dialer.WhyFull()) is not null)
        {
            await request.Http.SendFailureAsync(failure);
            return;
        }
        if (!await StreamUpgrade.IsWantedAsync(request.Http))
            return;
        var wanted = asked with { Container = container };
        using var stream = dialer.Expect(pod);
        switch (await dialer.OpenAsync(stream, pod, open => open with { Command = wanted }, request.Cancellation))
        {
            case StreamOpening.Opened opened:
                await JoinAsync(request, wanted, opened);
                break;
            case StreamOpening.Refused refused:
                await StreamUpgrade.RefuseAsync(request.Http, refused.Why);
                break;
            default:
                await request.Http.SendFailureAsync(AgentDialer.Unreachable(stream));
                break;
        }
    }

    private static ApiFailure? WhyNot(Pod pod) =>
        string.IsNullOrEmpty(pod.Spec.NodeName) ? ApiFailure.BadRequest($"pod {pod.Metadata.Name} does not have a host assigned") : null;

    private async Task JoinAsync(ResourceRequest request, CommandStreamRequest wanted, StreamOpening.Opened agent)
    {
        StreamUpgrade.AllowSlowness(request.Http);
        ICommandClient? client;
        try
        {
            client = request.Http.WebSockets.IsWebSocketRequest
                ? await WebSocketCommandClient.AcceptAsync(request.Http, wanted, time, request.Cancellation)
                : await SpdyCommandClient.AcceptAsync(request.Http, wanted, time, request.Cancellation);
        }
        catch (IOException e)
        {
            LogBroken(request.Http.Request.Path, e.Message);
            return;
        }
        if (client is null)
            return;
        await using (client)
            await new CommandSession(client, agent.Socket, options.StreamIdleTimeout, time).RunAsync(request.Cancellation);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Stream {Path} broke: {Why}")]
    private partial void LogBroken(string path, string why);
}
