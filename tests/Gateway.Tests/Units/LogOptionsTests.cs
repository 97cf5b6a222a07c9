using System.Globalization;
using Krewe.Gateway.Logs;
using Krewe.Gateway.Routing;
using Krewe.Model.Failures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Krewe.Gateway.Tests.Units;

public sealed class LogOptionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("sinceSeconds=60", "2026-03-01T11:59:00Z")]
    [InlineData("sinceSeconds=9223372036854775807", "1970-01-01T00:00:00Z")]
    [InlineData("sinceTime=2026-02-01T00:00:00Z", "2026-02-01T00:00:00Z")]
    public void A_log_is_asked_for_from_a_moment_on(string query, string since) =>
        Parse(query).Value.Request.Since.ShouldBe(DateTimeOffset.Parse(since, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("sinceSeconds=0", "sinceSeconds: Invalid value: 0: must be greater than 0")]
    [InlineData("sinceSeconds=-9223372036854775808", "sinceSeconds: Invalid value: -9223372036854775808: must be greater than 0")]
    [InlineData("limitBytes=0", "limitBytes: Invalid value: 0: must be greater than 0")]
    [InlineData("tailLines=-1", "tailLines: Invalid value: -1: must be greater than or equal to 0")]
    public void What_makes_no_sense_is_refused(string query, string cause)
    {
        Parse(query).TryGet(out _, out var failure).ShouldBeFalse();
        failure!.Message.ShouldBe($"PodLogOptions \"\" is invalid: {cause}");
    }

    private static Outcome<LogOptions> Parse(string query) => LogOptions.Parse(new RequestQuery(new QueryCollection(QueryHelpers.ParseQuery(query))), Now);
}
