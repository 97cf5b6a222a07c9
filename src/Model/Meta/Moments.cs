namespace Krewe.Model.Meta;

/// <summary>Reckons with moments and spans that users choose: any number is one, whatever calendars and timers can take.</summary>
public static class Moments
{
    /// <summary>The last whole second of RFC 3339.</summary>
    public static DateTimeOffset Last { get; } = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);

    /// <summary>The longest span that every timer takes, some 24 days.</summary>
    public static TimeSpan LongestSpan { get; } = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>The moment a number of seconds later, or <see cref="Last"/> where no calendar reaches that far.</summary>
    /// <param name="moment">The moment from which to count.</param>
    /// <param name="seconds">Any number; what is negative counts as 0.</param>
    public static DateTimeOffset After(this DateTimeOffset moment, long seconds) =>
        seconds <= 0 ? moment
        : moment >= Last || seconds >= (Last - moment).Ticks / TimeSpan.TicksPerSecond ? Last
        : moment.AddSeconds(seconds);

    /// <summary>The moment a number of seconds earlier, or the Unix epoch where that is earlier still.</summary>
    /// <param name="moment">The moment from which to count, after the epoch.</param>
    /// <param name="seconds">Any number; what is negative counts as 0.</param>
    public static DateTimeOffset Before(this DateTimeOffset moment, long seconds) =>
        seconds <= 0 ? moment
        : seconds >= moment.ToUnixTimeSeconds() ? DateTimeOffset.UnixEpoch
        : moment.AddSeconds(-seconds);

    /// <summary>A span for a timer: no longer than <see cref="LongestSpan"/>.</summary>
    /// <param name="seconds">Any number; what is negative counts as 0.</param>
    public static TimeSpan Span(long seconds) =>
        seconds <= 0 ? TimeSpan.Zero : seconds >= LongestSpan.TotalSeconds ? LongestSpan : TimeSpan.FromSeconds(seconds);
}
