namespace Krewe.EndToEnd.Tests.Cluster;

/// <summary>
/// How long a test waits before it says that what it waits for does not come. To wait long costs nothing where nothing fails, and a busy machine may be
/// several times as slow as a quiet one: a limit says that something never comes, not how fast it comes.
/// </summary>
public static class Patience
{
    /// <summary>How many times as slow as a quiet machine the slowest may be.</summary>
    private const int Slowest = 6;

    /// <summary>A token that is cancelled once the limit has passed.</summary>
    /// <param name="limit">More than a quiet machine needs.</param>
    public static CancellationTokenSource Of(TimeSpan limit) => new(limit * Slowest, TimeProvider.System);
}
