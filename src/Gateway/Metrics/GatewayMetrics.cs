using System.Collections.Concurrent;

namespace Krewe.Gateway.Metrics;

/// <summary>What the gateway counts. <see cref="MetricsPage"/> shows it.</summary>
internal sealed class GatewayMetrics
{
    private readonly ConcurrentDictionary<RequestKey, RequestSeries> _requests = new();
    private readonly ConcurrentDictionary<string, Count> _watches = new(StringComparer.Ordinal);
    private long _inFlight;

    /// <summary>Finished requests, as they are now.</summary>
    public IReadOnlyList<KeyValuePair<RequestKey, RequestSeries>> Requests => _requests.ToArray();

    /// <summary>Open watches by resource.</summary>
    public IEnumerable<(string Resource, long Open)> Watches => _watches.Select(pair => (pair.Key, Volatile.Read(ref pair.Value.Value)));

    /// <summary>Requests that are being served, watches included.</summary>
    public long InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Counts a request as being served until <see cref="End"/>.</summary>
    public void Begin() => Interlocked.Increment(ref _inFlight);

    /// <summary>Counts a finished request.</summary>
    public void End(RequestKey key, TimeSpan duration)
    {
        Interlocked.Decrement(ref _inFlight);
        _requests.GetOrAdd(key, static _ => new RequestSeries()).Record(duration);
    }

    /// <summary>Counts a watch as open until the result is disposed.</summary>
    public IDisposable Watch(string resource)
    {
        var count = _watches.GetOrAdd(resource, static _ => new Count());
        Interlocked.Increment(ref count.Value);
        return new OpenWatch(count);
    }

    private sealed class Count
    {
        public long Value;
    }

    private sealed class OpenWatch(Count count) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref count.Value);
    }
}

/// <summary>What requests are told apart by.</summary>
/// <param name="Verb">Verb of the API, or the HTTP method for what is no resource.</param>
/// <param name="Resource">Plural and subresource: <c>pods</c>, <c>pods/log</c>; or the kind of endpoint: <c>discovery</c>.</param>
/// <param name="Code">Status code of the answer.</param>
internal readonly record struct RequestKey(string Verb, string Resource, int Code);
