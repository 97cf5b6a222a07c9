using Krewe.Gateway.Cache;
using Krewe.Gateway.Flow;
using Krewe.Gateway.Metrics;
using Krewe.Gateway.Negotiation;
using Krewe.Gateway.Resources;
using Krewe.Gateway.Responses;
using Krewe.Gateway.Tables;
using Krewe.Grains.Kinds;
using Krewe.Model.Failures;
using Krewe.Model.Meta;
using Krewe.Model.Validation;

namespace Krewe.Gateway.Watches;

/// <summary>Answers watches.</summary>
internal sealed class WatchHandler(CollectionCaches caches, KindCatalogue kinds, FlowControl flow, GatewayOptions options, GatewayMetrics metrics, TimeProvider time)
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(45);

    /// <summary>Serves a watch to its end.</summary>
    public async Task ServeAsync(ResourceRequest request)
    {
        var cache = caches[request.Path.Kind];
        if (!ObjectFilter.Parse(request.Path.Kind, request.Path.Namespace, request.Query, request.Path.Name).TryGet(out var filter, out var failure)
            || !ChooseEncoder(request).TryGet(out var encoder, out failure)
            || !(await PlanAsync(request, cache)).TryGet(out var plan, out failure)
            || !(await flow.EnterInitialAsync(request, plan.InitialView)).TryGet(out var seat, out failure))
        {
            await request.Http.SendFailureAsync(failure);
            return;
        }

        using var lifetime = new KindLifetime(kinds, request.Path.Kind, request.Cancellation);
        using var beginning = seat;
        var response = request.Http.Response;
        response.ContentType = encoder.ContentType;
        response.Headers.CacheControl = "no-cache, private";
        await response.StartAsync(request.Cancellation);
        using var counted = metrics.Watch(cache.Kind.Plural);
        try
        {
            await new WatchSession(cache, filter, encoder, response.BodyWriter, time).RunAsync(plan, beginning, lifetime.Token);
        }
        catch (OperationCanceledException) when (lifetime.Token.IsCancellationRequested)
        {
            // The client went, the server stops, or the kind has been redefined: either way the stream just ends, and the client resumes from what it has seen.
        }
    }

    private async Task<Outcome<WatchPlan>> PlanAsync(ResourceRequest request, CollectionCache cache)
    {
        var query = request.Query;
        if (!RequestedVersion.Parse(query.Text("resourceVersion")).TryGet(out var version, out var failure)
            || !query.Number("timeoutSeconds").TryGet(out var seconds, out failure))
            return failure;

        var initial = query.TextOrNull("sendInitialEvents") is null ? (bool?)null : query.Flag("sendInitialEvents");
        var match = query.Text("resourceVersionMatch");
        if (Check(initial, match, query.Text("continue")) is { } invalid)
            return invalid;

        var bookmarks = query.Flag("allowWatchBookmarks");
        var plan = new WatchPlan(version.Revision ?? 0, seconds.Value is > 0 and var limit ? Moments.Span(limit) : DefaultTimeout)
        {
            BookmarkEvery = bookmarks ? options.BookmarkInterval : null,
            EndsInitialEvents = initial == true && bookmarks,
        };
        if (!version.IsNewest && !version.IsAny && initial != true)
            return plan;

        if (!(await FreshViews.GetAsync(cache, version, request.Cancellation)).TryGet(out var view, out failure))
            return failure;
        return plan with { AfterRevision = view.Revision, InitialView = initial == false ? null : view };
    }

    private Outcome<WatchEncoder> ChooseEncoder(ResourceRequest request) =>
        ChooseForm(request).TryGet(out var encoder, out var failure)
            ? request.Path.Kind is { AdoptsDocuments: true } kind ? new AdoptingWatchEncoder(kind, encoder) : encoder
            : failure;

    private Outcome<WatchEncoder> ChooseForm(ResourceRequest request)
    {
        var kind = request.Path.Kind;
        switch (request.Form.View)
        {
            case View.Table:
                return IncludeObjects.Parse(request.Query.Text("includeObject")).TryGet(out var include, out var failure)
                    ? new TableWatchEncoder(new TableWriter(kind, request.Form.ViewVersion, include), time)
                    : failure;
            case View.Metadata:
                return request.Form.Encoding == Encoding.Protobuf
                    ? new ProtobufWatchEncoder(kind, request.Form.ViewVersion)
                    : new MetadataWatchEncoder(request.Form.ViewVersion);
            case View.Object when request.Form.Encoding == Encoding.Protobuf:
                return new ProtobufWatchEncoder(kind, null);
            case View.Object when request.Form.Encoding == Encoding.Yaml:
                return ApiFailure.NotAcceptable([MediaTypes.Json, MediaTypes.ProtobufStream]);
            default:
                return new ObjectWatchEncoder(kind);
        }
    }

    private static ApiFailure? Check(bool? initial, string match, string continuing)
    {
        var errors = new FieldErrors();
        if (initial is not null && match != "NotOlderThan")
            errors.Forbidden(ListOptions.MatchField, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        if (match.Length > 0)
        {
            if (initial is null)
                errors.Forbidden(ListOptions.MatchField, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
            if (match != "NotOlderThan")
                errors.NotSupported(ListOptions.MatchField, match, ["NotOlderThan"]);
            if (continuing.Length > 0)
                errors.Forbidden(ListOptions.MatchField, "resourceVersionMatch is forbidden when continue is provided");
        }
        return ListOptions.Invalid(errors);
    }
}
