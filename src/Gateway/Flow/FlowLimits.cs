namespace Krewe.Gateway.Flow;

/// <summary>Bounds of a class of requests.</summary>
/// <param name="Seats">Requests that are served at the same time.</param>
/// <param name="QueueLength">Requests of one flow that may wait.</param>
internal sealed record FlowLimits(int Seats, int QueueLength)
{
    /// <summary>How many flows may have full queues before newcomers are refused whoever they are: the end of the memory that waiting takes.</summary>
    public const int MostFullQueues = 16;

    /// <summary>Who waits longer is refused. Clients give up after 30 to 60 seconds, so there must be time left to be served.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A request that is served for longer no longer counts, because it waits for its client.</summary>
    public TimeSpan SeatTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After what time those who are refused shall come again.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);
}
