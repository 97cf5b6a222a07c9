using Krewe.Gateway.Responses;
using Krewe.Gateway.Streams.Spdy;
using Krewe.Model.Failures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Krewe.Gateway.Streams;

/// <summary>What the requests that become streams have in common.</summary>
internal static class StreamUpgrade
{
    /// <summary>True for a client that wants a WebSocket or SPDY; others get their answer here.</summary>
    public static async Task<bool> IsWantedAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest || SpdyUpgrade.IsWanted(context))
            return true;
        await context.SendFailureAsync(ApiFailure.BadRequest("Upgrade request required"));
        return false;
    }

    /// <summary>Lets a client be as slow as it likes: it holds up nobody but the stream's other end.</summary>
    public static void AllowSlowness(HttpContext context)
    {
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
    }

    /// <summary>Answers what the agent said, as kubelet does: in plain text, to which kubectl puts "unable to upgrade connection".</summary>
    public static Task RefuseAsync(HttpContext context, string why)
    {
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(why, context.RequestAborted);
    }
}
