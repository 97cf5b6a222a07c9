namespace Krewe.Planning.Scheduling.Scores;

/// <summary>Brings raw numbers to the scale of scores.</summary>
internal static class Normalizing
{
    /// <summary>The highest number gets the best score; nothing is told apart when all are zero.</summary>
    public static void AddHigherIsBetter(ReadOnlySpan<long> raw, long weight, Span<long> totals)
    {
        var max = Max(raw);
        for (var i = 0; i < raw.Length && max > 0; i++)
            totals[i] += weight * (INodeScore.Max * raw[i] / max);
    }

    /// <summary>The lowest number gets the best score.</summary>
    public static void AddLowerIsBetter(ReadOnlySpan<long> raw, long weight, Span<long> totals)
    {
        var max = Max(raw);
        for (var i = 0; i < raw.Length; i++)
            totals[i] += weight * (max == 0 ? INodeScore.Max : INodeScore.Max * (max - raw[i]) / max);
    }

    /// <summary>From the lowest number, which may be negative, to the highest.</summary>
    public static void AddByRange(ReadOnlySpan<long> raw, long weight, Span<long> totals)
    {
        var (min, max) = (long.MaxValue, long.MinValue);
        foreach (var value in raw)
            (min, max) = (Math.Min(min, value), Math.Max(max, value));
        for (var i = 0; i < raw.Length && max > min; i++)
            totals[i] += weight * (INodeScore.Max * (raw[i] - min) / (max - min));
    }

    private static long Max(ReadOnlySpan<long> raw)
    {
        var max = 0L;
        foreach (var value in raw)
            max = Math.Max(max, value);
        return max;
    }
}
