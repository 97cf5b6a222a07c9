namespace Krewe.Grains.Reconciling;

/// <summary>Many calls of one grain, some at a time.</summary>
internal static class BoundedCalls
{
    /// <summary>Acts on each item in order, at most <paramref name="limit"/> at a time. Called and run within one grain's turns.</summary>
    public static Task ForEach<T>(IReadOnlyList<T> items, int limit, Func<T, Task> act)
    {
        var next = 0;
        return Task.WhenAll(Enumerable.Range(0, Math.Min(limit, items.Count)).Select(_ => Work()).ToArray());

        async Task Work()
        {
            while (next < items.Count)
                await act(items[next++]);
        }
    }
}
