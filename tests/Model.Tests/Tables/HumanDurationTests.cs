using Krewe.Model.Tables;

namespace Krewe.Model.Tests.Tables;

public sealed class HumanDurationTests
{
    [Theory]
    [InlineData(-2, "<invalid>")]
    [InlineData(-1, "0s")]
    [InlineData(0, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(599, "9m59s")]
    [InlineData(600, "10m")]
    [InlineData(3 * 3600 - 1, "179m")]
    [InlineData(3 * 3600, "3h")]
    [InlineData(7 * 3600 + 1800, "7h30m")]
    [InlineData(8 * 3600 + 1800, "8h")]
    [InlineData(47 * 3600, "47h")]
    [InlineData(48 * 3600, "2d")]
    [InlineData(53 * 3600, "2d5h")]
    [InlineData(8 * 86400, "8d")]
    [InlineData(729 * 86400L, "729d")]
    [InlineData(730 * 86400L, "2y")]
    [InlineData(740 * 86400L, "2y10d")]
    [InlineData(8 * 365 * 86400L, "8y")]
    [InlineData(8 * 365 * 86400L + 86400 * 300L, "8y")]
    public void Ages_have_at_most_two_units(long seconds, string text) =>
        HumanDuration.Format(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Fact]
    public void An_unknown_time_has_no_age() => HumanDuration.Since(null, DateTimeOffset.UnixEpoch).ShouldBe("<unknown>");
}
