using System.Globalization;
using Krewe.Gateway.Routing;
using Krewe.Model.Failures;
using Krewe.Model.Meta;
using Krewe.Protocol;

namespace Krewe.Gateway.Logs;

/// <summary>The parameters of a request for a container's log: the API's <c>PodLogOptions</c>.</summary>
/// <param name="Container">The container; empty where the client leaves the choice.</param>
/// <param name="Request">What the agent is asked for; its container is filled in later.</param>
internal sealed record LogOptions(string Container, LogStreamRequest Request)
{
    /// <summary>Reads the parameters and checks them.</summary>
    public static Outcome<LogOptions> Parse(RequestQuery query, DateTimeOffset now)
    {
        if (!query.Number("tailLines").TryGet(out var tail, out var failure)
            || !query.Number("limitBytes").TryGet(out var limit, out failure)
            || !query.Number("sinceSeconds").TryGet(out var seconds, out failure))
            return failure;
        if (tail.Value < 0)
            return Invalid("tailLines: Invalid value: " + Text(tail.Value) + ": must be greater than or equal to 0");
        if (limit.Value < 1)
            return Invalid("limitBytes: Invalid value: " + Text(limit.Value) + ": must be greater than 0");
        if (seconds.Value < 1)
            return Invalid("sinceSeconds: Invalid value: " + Text(seconds.Value) + ": must be greater than 0");

        var since = seconds.Value is { } past ? now.Before(past) : (DateTimeOffset?)null;
        if (query.Text("sinceTime") is { Length: > 0 } text)
        {
            if (since is not null)
                return Invalid("sinceSeconds: Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified");
            if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
                return ApiFailure.BadRequest($"parsing time \"{text}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse");
            since = time;
        }
        var container = query.Text("container");
        return new LogOptions(container, new LogStreamRequest
        {
            Container = container,
            Follow = query.Flag("follow"),
            Previous = query.Flag("previous"),
            Timestamps = query.Flag("timestamps"),
            TailLines = tail.Value,
            LimitBytes = limit.Value,
            Since = since,
        });
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static ApiFailure Invalid(string cause) =>
        new(FailureReason.Invalid, $"PodLogOptions \"\" is invalid: {cause}") { Kind = "PodLogOptions" };
}
