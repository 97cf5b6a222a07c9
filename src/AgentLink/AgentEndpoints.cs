using Krewe.AgentLink.Joining;
using Krewe.AgentLink.Sessions;
using Krewe.AgentLink.Streams;
using Krewe.Protocol;
using Microsoft.AspNetCore.Http;

namespace Krewe.AgentLink;

/// <summary>Everything that agents ask for, by path. Who the caller is has been found out before.</summary>
public sealed class AgentEndpoints(AgentSessionEndpoint sessions, AgentStreams streams, JoinEndpoint joining)
{
    private const string Root = "/agent/v1/";
    private static readonly string StreamRoot = AgentProtocol.StreamPath("");

    /// <summary>True for paths that are answered here.</summary>
    public static bool Owns(string path) => path.StartsWith(Root, StringComparison.Ordinal);

    /// <summary>Serves a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">Its path.</param>
    /// <param name="nodeName">The node that the caller has proven to be, or null.</param>
    public async Task ServeAsync(HttpContext context, string path, string? nodeName)
    {
        if (path == AgentProtocol.JoinPath)
            await joining.ServeAsync(context, nodeName);
        else if (nodeName is null)
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "a node's certificate is needed");
        else if (!context.WebSockets.IsWebSocketRequest)
            await RefuseAsync(context, StatusCodes.Status426UpgradeRequired, "this is a WebSocket");
        else if (path == AgentProtocol.SessionPath)
            await sessions.ServeAsync(context, nodeName);
        else if (!path.StartsWith(StreamRoot, StringComparison.Ordinal) || !await streams.TryServeAsync(context, nodeName, path[StreamRoot.Length..]))
            await RefuseAsync(context, StatusCodes.Status404NotFound, "nobody expects this stream");
    }

    private static Task RefuseAsync(HttpContext context, int code, string why)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(why + "\n", context.RequestAborted);
    }
}
