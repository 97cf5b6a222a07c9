using Krewe.Gateway.Cache;
using Krewe.Gateway.Responses;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;

namespace Krewe.Gateway.Resources;

/// <summary>Answers lists: from the cache, as new as the client asks for, in pages where it asks for them.</summary>
internal sealed class ListHandler(CollectionCaches caches, AnswerWriter answers)
{
    /// <summary>Serves the list.</summary>
    public async Task ServeAsync(ResourceRequest request)
    {
        var cache = caches[request.Path.Kind];
        if (!ObjectFilter.Parse(request.Path.Kind, request.Path.Namespace, request.Query).TryGet(out var filter, out var failure)
            || !ListOptions.Parse(request.Query).TryGet(out var options, out failure))
        {
            await request.Http.SendFailureAsync(failure);
            return;
        }
        var page = options.Continue is { } token ? await ContinueAsync(cache, token, options, filter, request.Cancellation) : await BeginAsync(cache, options, filter, request.Cancellation);
        if (page.TryGet(out var found, out failure))
            await answers.SendListAsync(request, found);
        else
            await request.Http.SendFailureAsync(failure, Inconsistent(failure, options.Continue));
    }

    private static async Task<Outcome<ListPage>> BeginAsync(
        CollectionCache cache, ListOptions options, ObjectFilter filter, CancellationToken cancellationToken)
    {
        if (!(await FreshViews.GetAsync(cache, options.Version, cancellationToken)).TryGet(out var view, out var failure))
            return failure;
        if (options.Exactly is { } revision && await PastViews.GetAsync(cache, revision, cancellationToken) is var past)
            return past is not null ? Page(cache, past, null, options, filter) : Expired();
        return Page(cache, view, null, options, filter);
    }

    private static async Task<Outcome<ListPage>> ContinueAsync(
        CollectionCache cache, ContinueToken token, ListOptions options, ObjectFilter filter, CancellationToken cancellationToken)
    {
        var view = token.IsConsistent ? await PastViews.GetAsync(cache, token.Revision, cancellationToken) : cache.View;
        return view is not null ? Page(cache, view, token.After, options, filter) : ApiFailure.ContinueExpired();
    }

    private static ListPage Page(CollectionCache cache, CollectionView view, ObjectKey? after, ListOptions options, ObjectFilter filter)
    {
        if (filter.OnlyKey(cache.Kind) is { } key)
        {
            ApiDocument[] only = view.Find(key) is { } document && filter.MatchesSelectors(document) ? [document] : [];
            return new ListPage(only, view.Metadata);
        }
        var range = view.Range(filter.Namespace, after);
        if (filter.SelectsAll && (options.Limit == 0 || range.Length <= options.Limit))
            return new ListPage(range, view.Metadata);

        var found = new List<ApiDocument>();
        for (var i = 0; i < range.Length; i++)
        {
            var document = range.Span[i];
            if (!filter.MatchesSelectors(document))
                continue;
            if (options.Limit > 0 && found.Count == options.Limit)
                return More(cache, view, found, filter, range.Length - i);
            found.Add(document);
        }
        return new ListPage(found.ToArray(), view.Metadata);
    }

    private static ListPage More(CollectionCache cache, CollectionView view, List<ApiDocument> found, ObjectFilter filter, int remaining)
    {
        cache.Shelf.Keep(view);
        return new ListPage(found.ToArray(), view.Metadata with
        {
            Continue = new ContinueToken(view.Revision, found[^1].Key).ToString(),
            RemainingItemCount = filter.SelectsAll ? remaining : null,
        });
    }

    private static ApiFailure Expired() => new(FailureReason.Expired, "The resourceVersion for the provided list is too old.");

    private static string? Inconsistent(ApiFailure failure, ContinueToken? token) =>
        failure.Reason == FailureReason.Expired && token is not null ? token.Value.AsInconsistent().ToString() : null;
}
