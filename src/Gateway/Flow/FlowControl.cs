using Krewe.Gateway.Cache;
using Krewe.Gateway.Resources;
using Krewe.Gateway.Routing;
using Krewe.Model.Failures;

namespace Krewe.Gateway.Flow;

/// <summary>
/// Keeps storms of expensive requests from starving the rest. Lists of many objects have few seats; everything small has many. Agents, health,
/// metrics, discovery and streams never come here. A small request therefore waits for no list, whatever the number of lists.
/// </summary>
internal sealed class FlowControl(CollectionCaches caches, GatewayOptions options, TimeProvider time) : IDisposable
{
    /// <summary>A list of fewer objects costs no more than other requests.</summary>
    private const int ManyObjects = 250;

    /// <summary>Lists of many objects, and what begins or ends with one: initial events of watches, deletion of collections.</summary>
    public FairQueue Lists { get; } = new(options.Lists, time);

    /// <summary>Reads and writes of single objects, and short lists.</summary>
    public FairQueue Others { get; } = new(options.Requests, time);

    /// <summary>A seat for a request that ends by itself.</summary>
    public ValueTask<Outcome<FairQueue.Seat>> EnterAsync(ResourceRequest request) =>
        (request.Verb is ApiVerb.List or ApiVerb.DeleteCollection && IsLong(request) ? Lists : Others).EnterAsync(request.Caller.User, request.Cancellation);

    /// <summary>A seat for the objects with which a watch begins; one that takes none from others where they are few.</summary>
    public ValueTask<Outcome<FairQueue.Seat>> EnterInitialAsync(ResourceRequest request, CollectionView? initial) =>
        initial is null || initial.Range(request.Path.Namespace, after: null).Length < ManyObjects
            ? ValueTask.FromResult<Outcome<FairQueue.Seat>>(new FairQueue.Seat(null, 0))
            : Lists.EnterAsync(request.Caller.User, request.Cancellation);

    public void Dispose()
    {
        Lists.Dispose();
        Others.Dispose();
    }

    private bool IsLong(ResourceRequest request)
    {
        // Selectors look at every object, so only the namespace makes a list short; a page may be as long as its limit.
        var limit = request.Query.Number("limit").TryGet(out var number, out _) && number.Value is > 0 and var most ? most : long.MaxValue;
        return limit >= ManyObjects && caches[request.Path.Kind].View.Range(request.Path.Namespace, after: null).Length >= ManyObjects;
    }
}
