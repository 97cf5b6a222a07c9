namespace Krewe.Planning.Plans;

/// <summary>Reckons with spans that users choose.</summary>
public static class Moments
{
    /// <summary>The last whole second of RFC 3339.</summary>
    public static DateTimeOffset Last { get; } = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);

    /// <summary>The moment a number of seconds later, or <see cref="Last"/> where no calendar reaches that far.</summary>
    /// <param name="moment">The moment from which to count.</param>
    /// <param name="seconds">Any number; what is negative counts as 0.</param>
    public static DateTimeOffset After(this DateTimeOffset moment, long seconds) =>
        seconds <= 0 ? moment
        : moment >= Last || seconds >= (Last - moment).Ticks / TimeSpan.TicksPerSecond ? Last
        : moment.AddSeconds(seconds);
}
