using Krewe.Model.Failures;
using Krewe.Model.Meta;

namespace Krewe.Gateway.Routing;

/// <summary>How long a request may take: the parameter <c>timeout</c>, a duration as Go writes it (<c>32s</c>, <c>1m30s</c>, <c>250ms</c>).</summary>
internal static class RequestDeadline
{
    /// <summary>The time that a request has: what it asks for, and the server's own limit where it asks for none or for more.</summary>
    public static Outcome<TimeSpan> Of(RequestQuery query, TimeSpan limit)
    {
        var text = query.Text("timeout");
        if (text.Length == 0)
            return limit;
        if (GoDuration.Seconds(text) is not { } seconds)
            return ApiFailure.BadRequest($"invalid timeout specified in the request URL - time: invalid duration \"{text}\"");
        // Zero and less say the same as nothing.
        return seconds > 0 && seconds < limit.TotalSeconds ? TimeSpan.FromSeconds(seconds) : limit;
    }
}
