using Krewe.Gateway.Cache;
using Krewe.Gateway.Responses;
using Krewe.Model.Documents;
using Krewe.Model.Failures;

namespace Krewe.Gateway.Resources;

/// <summary>Answers reads of one object. They come from the collection itself, unless the client is content with any state.</summary>
internal sealed class ReadHandler(CollectionCaches caches, AnswerWriter answers)
{
    /// <summary>Serves the read.</summary>
    public async Task ServeAsync(ResourceRequest request)
    {
        if (!(await FindAsync(request)).TryGet(out var document, out var failure))
            await request.Http.SendFailureAsync(failure);
        else
            await answers.SendObjectAsync(request, document, Microsoft.AspNetCore.Http.StatusCodes.Status200OK);
    }

    /// <summary>The object that a request names.</summary>
    public async Task<Outcome<ApiDocument>> FindAsync(ResourceRequest request)
    {
        var cache = caches[request.Path.Kind];
        if (!RequestedVersion.Parse(request.Query.Text("resourceVersion")).TryGet(out var version, out var failure))
            return failure;
        var key = request.Path.ObjectId.Key;
        var found = version.IsAny && cache.Synced.IsCompletedSuccessfully ? cache.View.Find(key) : await cache.Collection.Get(key);
        return found is not null ? found : ApiFailure.NotFound(request.Path.Kind, request.Path.Name!);
    }
}
