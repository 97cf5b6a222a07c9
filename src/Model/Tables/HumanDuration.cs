using System.Globalization;

namespace Krewe.Model.Tables;

/// <summary>Durations as <c>kubectl get</c> prints ages: at most two units, and only as exact as their size deserves.</summary>
public static class HumanDuration
{
    private const long Minute = 60;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;
    private const long Year = 365 * Day;

    /// <summary><c>45s</c>, <c>5m10s</c>, <c>3h</c>, <c>2d4h</c>, <c>1y20d</c>; <c>&lt;invalid&gt;</c> for what lies over a second ahead.</summary>
    public static string Format(TimeSpan duration) => (long)duration.TotalSeconds switch
    {
        < -1 => "<invalid>",
        < 0 => "0s",
        < 2 * Minute and var s => $"{Text(s)}s",
        < 10 * Minute and var s => Pair(s / Minute, "m", s % Minute, "s"),
        < 3 * Hour and var s => $"{Text(s / Minute)}m",
        < 8 * Hour and var s => Pair(s / Hour, "h", s % Hour / Minute, "m"),
        < 2 * Day and var s => $"{Text(s / Hour)}h",
        < 8 * Day and var s => Pair(s / Day, "d", s % Day / Hour, "h"),
        < 2 * Year and var s => $"{Text(s / Day)}d",
        < 8 * Year and var s => Pair(s / Year, "y", s % Year / Day, "d"),
        var s => $"{Text(s / Year)}y",
    };

    /// <summary>The time since <paramref name="time"/>; <c>&lt;unknown&gt;</c> for none.</summary>
    public static string Since(DateTimeOffset? time, DateTimeOffset now) => time is { } since ? Format(now - since) : "<unknown>";

    private static string Pair(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? $"{Text(large)}{largeUnit}" : $"{Text(large)}{largeUnit}{Text(small)}{smallUnit}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
