using System.Globalization;
using System.Text;
using Krewe.Model.Meta;
using static Krewe.Model.Cel.CelOverload;
using static Krewe.Model.Cel.CelType;

namespace Krewe.Model.Cel;

/// <summary>Points in time and spans of it, to 100 nanoseconds.</summary>
internal static class CelTimes
{
    public static IEnumerable<CelOverload> All { get; } =
    [
        .. Part("getFullYear", static time => time.Year),
        .. Part("getMonth", static time => time.Month - 1),
        .. Part("getDate", static time => time.Day),
        .. Part("getDayOfMonth", static time => time.Day - 1),
        .. Part("getDayOfWeek", static time => (int)time.DayOfWeek),
        .. Part("getDayOfYear", static time => time.DayOfYear - 1),
        .. Part("getHours", static time => time.Hour),
        .. Part("getMinutes", static time => time.Minute),
        .. Part("getSeconds", static time => time.Second),
        .. Part("getMilliseconds", static time => time.Millisecond),
        Method("getHours", [Duration], Int, static a => (long)((TimeSpan)a[0]!).TotalHours),
        Method("getMinutes", [Duration], Int, static a => (long)((TimeSpan)a[0]!).TotalMinutes),
        Method("getSeconds", [Duration], Int, static a => (long)((TimeSpan)a[0]!).TotalSeconds),
        Method("getMilliseconds", [Duration], Int, static a => (long)((TimeSpan)a[0]!).TotalMilliseconds),
    ];

    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>In seconds, as JSON of protobuf has spans.</summary>
    public static string Write(TimeSpan span) => ((decimal)span.Ticks / TimeSpan.TicksPerSecond).ToString("0.#######", CultureInfo.InvariantCulture) + "s";

    /// <summary>A time of RFC 3339, or why it is none.</summary>
    public static object ReadTimestamp(string text) => Json.Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), micro: true, out var time)
        ? time
        : new CelError($"parsing time \"{text}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"{text}\"");

    /// <summary>A span as <see cref="GoDuration"/> reads it, or why it is none.</summary>
    public static object ReadDuration(string text) => GoDuration.Seconds(text) is { } seconds && Math.Abs(seconds) < 9.2e11
        ? TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond))
        : new CelError($"time: invalid duration \"{text}\"");

    private static IEnumerable<CelOverload> Part(string name, Func<DateTimeOffset, int> part) =>
    [
        Method(name, [Timestamp], Int, a => (long)part(((DateTimeOffset)a[0]!).ToUniversalTime())),
        Method(name, [Timestamp, Text], static _ => Int, (a, budget) =>
        {
            // A zone may have to be looked for.
            budget.Spend(1000);
            return InZone((DateTimeOffset)a[0]!, (string)a[1]!) is { } local ? (long)part(local) : new CelError($"unknown time zone {a[1]}");
        }),
    ];

    private static DateTimeOffset? InZone(DateTimeOffset time, string zone)
    {
        try
        {
            if (zone is ['+' or '-', ..] || zone is [>= '0' and <= '9', ..])
            {
                return TimeSpan.TryParseExact(zone.TrimStart('+', '-'), @"hh\:mm", CultureInfo.InvariantCulture, out var offset)
                    ? time.ToOffset(zone[0] == '-' ? -offset : offset) : null;
            }
            // Names are looked up as files: dots could lead to others, and one name must not have many forms, each of which is remembered.
            return zone.Contains('.', StringComparison.Ordinal) || zone.StartsWith('/') || zone.Contains("//", StringComparison.Ordinal) ? null : TimeZoneInfo.ConvertTime(time, TimeZoneInfo.FindSystemTimeZoneById(zone));
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException or ArgumentException or System.Security.SecurityException)
        {
            return null;
        }
    }
}
