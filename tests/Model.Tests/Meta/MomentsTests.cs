using System.Globalization;
using Krewe.Model.Meta;

namespace Krewe.Model.Tests.Meta;

public class MomentsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-5, "2026-03-01T12:00:00Z")]
    [InlineData(30, "2026-03-01T12:00:30Z")]
    [InlineData(400_000_000_000, "9999-12-31T23:59:59Z")]
    [InlineData(long.MaxValue, "9999-12-31T23:59:59Z")]
    public void Spans_of_users_end_with_the_calendar(long seconds, string end) => Now.After(seconds).ShouldBe(DateTimeOffset.Parse(end, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(-5, "2026-03-01T12:00:00Z")]
    [InlineData(30, "2026-03-01T11:59:30Z")]
    [InlineData(400_000_000_000, "1970-01-01T00:00:00Z")]
    [InlineData(long.MaxValue, "1970-01-01T00:00:00Z")]
    public void Spans_of_users_begin_with_the_epoch(long seconds, string start) => Now.Before(seconds).ShouldBe(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(long.MinValue, 0)]
    [InlineData(90, 90)]
    [InlineData(5_000_000, 2147483.647)]
    [InlineData(long.MaxValue, 2147483.647)]
    public void Spans_of_users_are_no_longer_than_timers_take(long seconds, double span) => Moments.Span(seconds).ShouldBe(TimeSpan.FromSeconds(span));
}
