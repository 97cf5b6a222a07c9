using System.Diagnostics;
using Krewe.AgentLink;
using Krewe.Gateway.Audit;
using Krewe.Gateway.Authentication;
using Krewe.Gateway.Authorization;
using Krewe.Gateway.Backups;
using Krewe.Gateway.Discovery;
using Krewe.Gateway.Flow;
using Krewe.Gateway.Health;
using Krewe.Gateway.Metrics;
using Krewe.Gateway.Negotiation;
using Krewe.Gateway.OpenApi;
using Krewe.Gateway.Prometheus;
using Krewe.Gateway.Resources;
using Krewe.Gateway.Responses;
using Krewe.Gateway.Reviews;
using Krewe.Gateway.Routing;
using Krewe.Gateway.ServiceAccounts;
using Krewe.Grains.Collections;
using Krewe.Model.CustomResources;
using Krewe.Model.Failures;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Krewe.Gateway.Hosting;

/// <summary>
/// The way of every request: who sends it, what it names, who answers it; what goes wrong on the way becomes a <c>Status</c> here.
/// One parser of paths stands in the place of a table of routes, because almost every path is a resource.
/// </summary>
internal sealed partial class GatewayPipeline(
    Authenticator authenticator, Impersonation impersonation, Authorizer authorizer, LiveKinds kinds, HealthEndpoint health, DiscoveryEndpoint discovery,
    OpenApiEndpoint openApi, KeyDocuments keys, MetricsPage metricsPage, TargetsEndpoint targets, AgentEndpoints agents, BackupEndpoint backup, ReviewHandler reviews, FlowControl flow,
    ResourceDispatcher resources, GatewayMetrics metrics, AuditLog audit, GatewayOptions options, TimeProvider time,
    IHostApplicationLifetime lifetime, ILogger<GatewayPipeline> logger)
{
    /// <summary>Serves one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        var label = new RequestLabel();
        metrics.Begin();
        try
        {
            await RouteAsync(context, label);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await FailAsync(context, ApiFailure.Unavailable("the server stops"));
        }
        catch (OperationCanceledException)
        {
            await FailAsync(context, ApiFailure.Timeout("request did not complete within the allotted timeout"));
        }
        catch (Exception e) when (e is OrleansException or CollectionReloadingException or TimeoutException)
        {
            // The grain engine starts, stops or is overloaded, or storage is away; what became of a write is not known.
            await FailAsync(context, ApiFailure.Unavailable(e.Message) with { RetryAfter = TimeSpan.FromSeconds(1) });
        }
        catch (BadHttpRequestException e)
        {
            await FailAsync(context, e.StatusCode == StatusCodes.Status413PayloadTooLarge ? ApiFailure.TooLarge(options.MaxBodyBytes) : ApiFailure.BadRequest(e.Message));
        }
        catch (Exception e)
        {
            // The last resort: whatever nobody foresaw is logged with an id that the client gets too.
            var id = Activity.Current?.Id ?? context.TraceIdentifier;
            LogUnexpected(e, id, context.Request.Method, context.Request.Path);
            await FailAsync(context, ApiFailure.Internal($"unexpected error, see the server's log for {id}"));
        }
        finally
        {
            label.Trail?.Complete();
            metrics.End(new RequestKey(label.Verb ?? MethodLabel(context.Request.Method), label.Resource, context.Response.StatusCode), time.GetElapsedTime(started));
        }
    }

    private async Task RouteAsync(HttpContext context, RequestLabel label)
    {
        var path = context.Request.Path.Value ?? "/";
        if (health.TryServe(context, path, out var serving))
        {
            label.Resource = "health";
            await serving;
            return;
        }
        if (path == "/version")
        {
            await context.SendJsonAsync(StatusCodes.Status200OK, VersionInfo.Json);
            return;
        }
        var caller = await authenticator.AuthenticateAsync(context);
        if (AgentEndpoints.Owns(path))
        {
            label.Resource = "agents";
            await agents.ServeAsync(context, path, caller?.NodeName);
            return;
        }
        var trail = label.Trail = audit.Begin(context, caller);
        if (caller is null)
        {
            await context.SendFailureAsync(ApiFailure.Unauthorized());
            return;
        }
        if (!impersonation.Apply(context.Request.Headers, caller).TryGet(out var speaker, out var failure))
        {
            await context.SendFailureAsync(failure);
            return;
        }
        if (trail is not null && !ReferenceEquals(speaker, caller))
            trail.ImpersonatedUser = speaker;
        await ServeAsync(context, path, speaker, label);
    }

    private async Task ServeAsync(HttpContext context, string path, ClientIdentity caller, RequestLabel label)
    {
        if (ResourcePath.TryParse(path, kinds.Current, out var resource) && resource.Kind is not CustomKind)
            await ServeResourceAsync(context, resource, caller, label);
        else
            await ServeLiveAsync(context, path, caller, label);
    }

    /// <summary>Serves what depends on which kinds there are now: custom kinds, discovery, and the answer that there is no such kind.</summary>
    private async Task ServeLiveAsync(HttpContext context, string path, ClientIdentity caller, RequestLabel label)
    {
        var table = await kinds.FreshAsync();
        if (ResourcePath.TryParse(path, table, out var resource))
            await ServeResourceAsync(context, resource, caller, label);
        else
            await ServeOtherAsync(context, path, table, caller, label);
    }

    private async Task ServeResourceAsync(HttpContext context, ResourcePath path, ClientIdentity caller, RequestLabel label)
    {
        label.Resource = ResourceDispatcher.LabelOf(path);
        if (ResourceDispatcher.VerbOf(context.Request, path) is not { } verb)
        {
            await context.SendFailureAsync(Refusals.MethodNotAllowed());
            return;
        }
        label.Verb = verb.Name();
        var access = AccessRequest.Of(path, verb, new RequestQuery(context.Request.Query));
        var allowed = authorizer.Decide(caller, access).Allowed;
        if (label.Trail is { } trail)
            (trail.Verb, trail.Resource, trail.Allowed, trail.IsLongRunning) = (verb, path, allowed, ResourceDispatcher.IsLongRunning(verb, path));
        if (!allowed)
        {
            await context.SendFailureAsync(access.Refuse(caller.User));
            return;
        }
        if (!Negotiator.Choose(context.Request.Headers.Accept, path.Kind.HasProtobuf).TryGet(out var form, out var failure))
        {
            await context.SendFailureAsync(failure);
            return;
        }
        if (ResourceDispatcher.IsLongRunning(verb, path))
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            await resources.ServeAsync(new ResourceRequest(context, path, verb, caller, form, ending.Token));
            return;
        }
        if (!RequestDeadline.Of(new RequestQuery(context.Request.Query), options.RequestTimeout).TryGet(out var patience, out failure))
        {
            await context.SendFailureAsync(failure);
            return;
        }
        using var deadline = new CancellationTokenSource(patience, time);
        using var abortion = context.RequestAborted.UnsafeRegister(static deadline => ((CancellationTokenSource)deadline!).Cancel(), deadline);
        var request = new ResourceRequest(context, path, verb, caller, form, deadline.Token);
        if (!(await flow.EnterAsync(request)).TryGet(out var seat, out failure))
        {
            await context.SendFailureAsync(failure);
            return;
        }
        using (seat)
            await resources.ServeAsync(request);
    }

    private Task ServeOtherAsync(HttpContext context, string path, KindTable table, ClientIdentity caller, RequestLabel label)
    {
        if (path == ReviewHandler.BetaPath && HttpMethods.IsPost(context.Request.Method))
        {
            label.Resource = "selfsubjectreviews";
            return reviews.ServeBetaAsync(context, caller);
        }
        if (TargetsEndpoint.Owns(path))
        {
            label.Resource = "targets";
            return targets.ServeAsync(context, path, caller);
        }
        var access = new AccessRequest.Path(context.Request.Method.ToLowerInvariant(), path);
        var allowed = authorizer.Decide(caller, access).Allowed;
        if (label.Trail is { } trail)
            trail.Allowed = allowed;
        if (!allowed)
            return context.SendFailureAsync(access.Refuse(caller.User));
        if (path == BackupEndpoint.Path)
        {
            label.Resource = "backup";
            return backup.ServeAsync(context, caller);
        }
        var document = discovery.Find(path, context.Request.Headers.Accept.ToString(), table) ?? openApi.Find(context.Request, table) ?? keys.Find(path);
        if (document is null && path != "/metrics")
            return context.SendFailureAsync(ApiFailure.NoSuchResource());
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            return context.SendFailureAsync(Refusals.MethodNotAllowed());
        label.Resource = document is null ? "metrics" : "discovery";
        return document is null ? metricsPage.ServeAsync(context) : document.SendAsync(context);
    }

    // Anybody can make up methods; each would be a series of its own for as long as the server runs.
    private static string MethodLabel(string method) => method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" ? method : "other";

    private static Task FailAsync(HttpContext context, ApiFailure failure)
    {
        if (context.Response.HasStarted || context.Response.BodyWriter is { CanGetUnflushedBytes: true, UnflushedBytes: > 0 })
        {
            context.Abort();
            return Task.CompletedTask;
        }
        context.Response.Clear();
        return context.SendFailureAsync(failure);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Unexpected error {Id} at {Method} {Path}")]
    private partial void LogUnexpected(Exception exception, string id, string method, string path);

    /// <summary>What the request is counted as, and what is to be said of it; found out on the way.</summary>
    private sealed class RequestLabel
    {
        public string? Verb { get; set; }

        public string Resource { get; set; } = "other";

        public AuditTrail? Trail { get; set; }
    }
}
