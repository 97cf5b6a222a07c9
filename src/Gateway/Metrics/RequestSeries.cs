namespace Krewe.Gateway.Metrics;

/// <summary>Count and latencies of requests of one sort.</summary>
internal sealed class RequestSeries
{
    /// <summary>Upper bounds of the buckets, in seconds.</summary>
    public static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly long[] _buckets = new long[Bounds.Length + 1];
    private long _ticks;

    /// <summary>Requests in each bucket; the last one has no bound.</summary>
    public IReadOnlyList<long> Buckets => [.. _buckets.Select((_, i) => Volatile.Read(ref _buckets[i]))];

    /// <summary>Sum of the latencies.</summary>
    public TimeSpan Total => new(Volatile.Read(ref _ticks));

    /// <summary>Counts a request.</summary>
    public void Record(TimeSpan duration)
    {
        var bucket = Array.BinarySearch(Bounds, duration.TotalSeconds);
        Interlocked.Increment(ref _buckets[bucket < 0 ? ~bucket : bucket]);
        Interlocked.Add(ref _ticks, duration.Ticks);
    }
}
