namespace Krewe.Grains.Clocks;

/// <summary>
/// Moments as timestamps of a clock that nobody sets: spans and deadlines that the time of day, which may jump either way, must neither
/// stretch nor cut. What is written into objects, and compared with it, is time of day.
/// </summary>
internal static class SteadyTime
{
    // Thirty years, in which timestamps do not overflow.
    private const double MostSeconds = 1e9;

    /// <summary>The moment that is a span from now.</summary>
    public static long After(this TimeProvider clock, TimeSpan span) =>
        clock.GetTimestamp() + (long)(Math.Min(span.TotalSeconds, MostSeconds) * clock.TimestampFrequency);

    /// <summary>How long it is to a moment; negative once it has passed.</summary>
    public static TimeSpan Until(this TimeProvider clock, long moment) => -clock.GetElapsedTime(moment);

    /// <summary>True once a moment has come.</summary>
    public static bool HasCome(this TimeProvider clock, long moment) => clock.GetTimestamp() >= moment;

    /// <summary>What the time of day was, or will be, at a moment, as the clock has it now.</summary>
    /// <param name="clock">The clock of the moment.</param>
    /// <param name="moment">A timestamp.</param>
    /// <param name="now">The time of day now.</param>
    public static DateTimeOffset TimeOf(this TimeProvider clock, long moment, DateTimeOffset now) => now + clock.Until(moment);
}
