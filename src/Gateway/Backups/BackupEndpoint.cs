using Krewe.Gateway.Authentication;
using Krewe.Gateway.Responses;
using Krewe.Gateway.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Krewe.Gateway.Backups;

/// <summary>
/// <c>GET /krewe/v1/backup</c>: streams a backup of the cluster to an administrator. One that fails on the way ends without the end of the body,
/// so no client takes it for a whole one.
/// </summary>
internal sealed partial class BackupEndpoint(IBackupSource source, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<BackupEndpoint> logger)
{
    /// <summary>Its path.</summary>
    public const string Path = "/krewe/v1/backup";

    /// <summary>The database keeps what a snapshot may still see, so a client that reads too slowly is cut off.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    /// <summary>Serves the request of an administrator.</summary>
    public async Task ServeAsync(HttpContext context, ClientIdentity caller)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            await context.SendFailureAsync(Refusals.MethodNotAllowed());
            return;
        }
        if (!caller.Groups.Contains(ClientIdentity.Administrators))
        {
            // It holds every Secret and the authority's key: no other right is enough.
            await context.SendFailureAsync(Refusals.Forbidden(caller, context.Request.Method, Path));
            return;
        }
        LogBegun(caller.User);
        using var limit = new CancellationTokenSource(Limit, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping, limit.Token);
        context.Response.ContentType = "application/octet-stream";
        context.Response.Headers.CacheControl = "no-store";
        await source.WriteAsync(context.Response.Body, ending.Token);
        LogEnded(caller.User);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} takes a backup")]
    private partial void LogBegun(string user);

    [LoggerMessage(Level = LogLevel.Information, Message = "The backup that {User} has taken is complete")]
    private partial void LogEnded(string user);
}
