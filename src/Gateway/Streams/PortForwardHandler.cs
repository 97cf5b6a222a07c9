using Krewe.AgentLink.Streams;
using Krewe.Gateway.Resources;
using Krewe.Gateway.Responses;
using Krewe.Gateway.Streams.Spdy;
using Krewe.Gateway.Streams.WebSockets;
using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Protocol;

namespace Krewe.Gateway.Streams;

/// <summary>
/// Answers <c>pods/NAME/portforward</c>: over SPDY, over SPDY within a WebSocket, or over a WebSocket with a pair of channels for each port.
/// The agent is asked first, so that a refusal still is an HTTP answer.
/// </summary>
internal sealed class PortForwardHandler(AgentDialer dialer, GatewayOptions options, TimeProvider time)
{
    /// <summary>Serves the request.</summary>
    public async Task ServeAsync(ResourceRequest request)
    {
        if (!(await dialer.FindPodAsync(request)).TryGet(out var pod, out var failure) || (failure = dialer.WhyFull()) is not null)
        {
            await request.Http.SendFailureAsync(failure);
            return;
        }
        if (string.IsNullOrEmpty(pod.Spec.NodeName))
        {
            await request.Http.SendFailureAsync(ApiFailure.BadRequest($"pod {pod.Metadata.Name} does not have a host assigned"));
            return;
        }
        if (!await StreamUpgrade.IsWantedAsync(request.Http))
            return;
        using var stream = dialer.Expect(pod);
        switch (await dialer.OpenAsync(stream, pod, static open => open with { Ports = new PortForwardRequest() }, request.Cancellation))
        {
            case StreamOpening.Opened opened:
                await JoinAsync(request, pod, opened);
                break;
            case StreamOpening.Refused refused:
                await StreamUpgrade.RefuseAsync(request.Http, refused.Why);
                break;
            default:
                await request.Http.SendFailureAsync(AgentDialer.Unreachable(stream));
                break;
        }
    }

    private async Task JoinAsync(ResourceRequest request, Pod pod, StreamOpening.Opened agent)
    {
        StreamUpgrade.AllowSlowness(request.Http);
        await using var ports = new PodPorts(pod, agent.Socket, options.StreamIdleTimeout, time);
        if (request.Http.WebSockets.IsWebSocketRequest && !SpdyPorts.IsTunnelWanted(request.Http))
            await SocketPorts.ServeAsync(request, ports, time);
        else
            await SpdyPorts.ServeAsync(request.Http, ports, time, request.Cancellation);
    }
}
