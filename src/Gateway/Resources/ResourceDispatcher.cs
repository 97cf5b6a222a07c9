using Krewe.Gateway.Logs;
using Krewe.Gateway.Resources.Writes;
using Krewe.Gateway.Responses;
using Krewe.Gateway.Reviews;
using Krewe.Gateway.Routing;
using Krewe.Gateway.ServiceAccounts;
using Krewe.Gateway.Streams;
using Krewe.Gateway.Watches;
using Krewe.Grains.Objects;
using Krewe.Model.CustomResources;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Microsoft.AspNetCore.Http;

namespace Krewe.Gateway.Resources;

/// <summary>Brings a request to the handler of its verb and subresource.</summary>
internal sealed class ResourceDispatcher(
    ReadHandler reads, ListHandler lists, WatchHandler watches, CreateHandler creates, UpdateHandler updates, PatchHandler patches,
    DeleteHandler deletes, DeleteCollectionHandler collectionDeletes, ScaleHandler scales, BindingHandler bindings, EvictionHandler evictions,
    EphemeralContainersHandler ephemeralContainers, TokenHandler tokens, ReviewHandler reviews, LogHandler logs, CommandHandler commands, PortForwardHandler ports)
{
    /// <summary>The verb of a method on a path, or null where the path does not know the method.</summary>
    public static ApiVerb? VerbOf(HttpRequest request, in ResourcePath path) => (request.Method, path.Name is not null) switch
    {
        // Questions can only be put.
        (var method, _) when !path.Kind.Kept => method == "POST" && path is { Name: null, IsWatch: false } ? ApiVerb.Create : null,
        ("GET", _) when path.IsWatch => ApiVerb.Watch,
        (_, _) when path.IsWatch => null,
        ("GET" or "HEAD", true) => ApiVerb.Get,
        ("GET", false) when new RequestQuery(request.Query).Flag("watch") => ApiVerb.Watch,
        ("GET" or "HEAD", false) => ApiVerb.List,
        // A WebSocket over HTTP/2.
        ("CONNECT", true) when IsStream(path) => ApiVerb.Get,
        // What is in namespaces is made and cleared away in one of them.
        ("POST" or "DELETE", false) when path.Kind.Namespaced && path.Namespace.Length == 0 => null,
        ("POST", false) => ApiVerb.Create,
        ("POST", true) when path.Subresource is not null => ApiVerb.Create,
        ("PUT", true) => ApiVerb.Update,
        ("PATCH", true) => ApiVerb.Patch,
        ("DELETE", true) => ApiVerb.Delete,
        ("DELETE", false) => ApiVerb.DeleteCollection,
        _ => null,
    };

    /// <summary>True for requests that go on until one side ends them.</summary>
    public static bool IsLongRunning(ApiVerb verb, in ResourcePath path) => verb == ApiVerb.Watch || path.Subresource == "log" || IsStream(path);

    /// <summary>What metrics call a resource. Subresources that clients make up have one name together, so that there are not ever more.</summary>
    public static string LabelOf(in ResourcePath path) => path.Subresource switch
    {
        null => path.Kind.Plural,
        "status" or "scale" or "log" or "eviction" or "ephemeralcontainers" or "exec" or "attach" or "portforward" or "binding" or "token" => path.Kind.Plural + "/" + path.Subresource,
        _ => path.Kind.Plural + "/other",
    };

    /// <summary>Serves a request.</summary>
    public Task ServeAsync(ResourceRequest request)
    {
        if (request.Path.Kind is CustomKind { DeprecationWarning: { } warning })
            request.Http.AddWarnings([warning]);
        return DispatchAsync(request);
    }

    private Task DispatchAsync(ResourceRequest request) => request.Path.Subresource switch
    {
        null when !request.Path.Kind.Kept => reviews.ServeAsync(request),
        null => ServeObjectAsync(request),
        "status" when request.Path.Kind.HasStatus => ServeStatusAsync(request),
        "scale" when request.Path.Kind.Scale is { } mapping => ServeScaleAsync(request, mapping),
        "log" when request.Path.Kind.Collection == "pods" => request.Verb == ApiVerb.Get ? logs.ServeAsync(request) : RefuseAsync(request),
        "eviction" when request.Path.Kind.Collection == "pods" => request.Verb == ApiVerb.Create ? evictions.ServeAsync(request) : RefuseAsync(request),
        "ephemeralcontainers" when request.Path.Kind.Collection == "pods" => ephemeralContainers.ServeAsync(request),
        "exec" or "attach" when request.Path.Kind.Collection == "pods" => request.Verb is ApiVerb.Get or ApiVerb.Create
            ? commands.ServeAsync(request, attach: request.Path.Subresource == "attach")
            : RefuseAsync(request),
        "portforward" when request.Path.Kind.Collection == "pods" => request.Verb is ApiVerb.Get or ApiVerb.Create ? ports.ServeAsync(request) : RefuseAsync(request),
        "binding" when request.Path.Kind.Collection == "pods" => request.Verb == ApiVerb.Create ? bindings.ServeAsync(request) : RefuseAsync(request),
        "token" when request.Path.Kind.Collection == "serviceaccounts" => request.Verb == ApiVerb.Create ? tokens.ServeAsync(request) : RefuseAsync(request),
        _ => request.Http.SendFailureAsync(ApiFailure.NoSuchResource()),
    };

    private Task ServeObjectAsync(ResourceRequest request) => request.Verb switch
    {
        ApiVerb.Get => reads.ServeAsync(request),
        ApiVerb.List => lists.ServeAsync(request),
        ApiVerb.Watch => watches.ServeAsync(request),
        ApiVerb.Create => creates.ServeAsync(request),
        ApiVerb.Update => updates.ServeAsync(request, Subresource.None),
        ApiVerb.Patch => patches.ServeAsync(request, Subresource.None),
        ApiVerb.Delete => deletes.ServeAsync(request),
        _ => collectionDeletes.ServeAsync(request),
    };

    private Task ServeStatusAsync(ResourceRequest request) => request.Verb switch
    {
        ApiVerb.Get => reads.ServeAsync(request),
        ApiVerb.Update => updates.ServeAsync(request, Subresource.Status),
        ApiVerb.Patch => patches.ServeAsync(request, Subresource.Status),
        _ => RefuseAsync(request),
    };

    private Task ServeScaleAsync(ResourceRequest request, ScaleMapping mapping) => request.Verb switch
    {
        ApiVerb.Get => scales.ReadAsync(request, mapping),
        ApiVerb.Update => scales.WriteAsync(request, mapping, isPatch: false),
        ApiVerb.Patch => scales.WriteAsync(request, mapping, isPatch: true),
        _ => RefuseAsync(request),
    };

    private static bool IsStream(in ResourcePath path) => path.Subresource is "exec" or "attach" or "portforward" && path.Kind.Collection == "pods";

    private static Task RefuseAsync(ResourceRequest request) => request.Http.SendFailureAsync(Refusals.MethodNotAllowed());
}
