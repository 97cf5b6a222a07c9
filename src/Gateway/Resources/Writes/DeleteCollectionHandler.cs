using System.Collections.Concurrent;
using Krewe.Gateway.Bodies;
using Krewe.Gateway.Cache;
using Krewe.Gateway.Responses;
using Krewe.Grains.Objects;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Orleans;

namespace Krewe.Gateway.Resources.Writes;

/// <summary>Deletes all objects that match; answers with the list of them.</summary>
internal sealed class DeleteCollectionHandler(IGrainFactory grains, CollectionCaches caches, RequestBodies bodies, AnswerWriter answers)
{
    private const int AtOnce = 64;

    /// <summary>Serves the request.</summary>
    public async Task ServeAsync(ResourceRequest request)
    {
        var cache = caches[request.Path.Kind];
        if (!ObjectFilter.Parse(request.Path.Kind, request.Path.Namespace, request.Query).TryGet(out var filter, out var failure)
            || !(await bodies.ReadAsync(request)).TryGet(out var options, out failure)
            || !(await FreshViews.GetAsync(cache, new RequestedVersion(null), request.Cancellation)).TryGet(out var view, out failure)
            || (failure = await DeleteAsync(Matching(view, filter), options, request.Cancellation)) is not null)
        {
            await request.Http.SendFailureAsync(failure);
            return;
        }
        await answers.SendListAsync(request, new ListPage(Matching(view, filter), view.Metadata));
    }

    private static ApiDocument[] Matching(CollectionView view, ObjectFilter filter) =>
        [.. view.Range(filter.Namespace, after: null).ToArray().Where(filter.MatchesSelectors)];

    private async Task<ApiFailure?> DeleteAsync(IReadOnlyCollection<ApiDocument> documents, DeleteRequest options, CancellationToken cancellationToken)
    {
        var failures = new ConcurrentQueue<ApiFailure>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(documents, parallel, async (document, cancellation) =>
        {
            // Whoever of the same name comes after the one that was listed shall live.
            var outcome = await grains.GetObject(document.Id).Delete(options with { Uid = document.Metadata.Uid }, cancellation);
            if (outcome is WriteOutcome.Refused { Failure: { Reason: not FailureReason.NotFound } failure })
                failures.Enqueue(failure);
        });
        return failures.FirstOrDefault(failure => failure.Reason != FailureReason.Conflict);
    }
}
