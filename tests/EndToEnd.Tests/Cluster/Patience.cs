namespace Krewe.EndToEnd.Tests.Cluster;

/// <summary>How long a test waits before it says that what it waits for does not come.</summary>
public static class Patience
{
    public static CancellationTokenSource Of(TimeSpan limit) => new(limit, TimeProvider.System);
}
