using Krewe.Gateway.Routing;
using Krewe.Model.Failures;

namespace Krewe.Gateway.Resources;

/// <summary>What a list asks for besides selectors.</summary>
/// <param name="Version">How new the state must be.</param>
/// <param name="Limit">Most objects in the answer; 0 for all.</param>
internal sealed record ListOptions(RequestedVersion Version, int Limit)
{
    /// <summary>The only revision that will do, or null.</summary>
    public long? Exactly { get; init; }

    /// <summary>Where an earlier page ended, or null.</summary>
    public ContinueToken? Continue { get; init; }

    /// <summary>Reads the parameters of a list and checks that they go together.</summary>
    public static Outcome<ListOptions> Parse(RequestQuery query)
    {
        if (!RequestedVersion.Parse(query.Text("resourceVersion")).TryGet(out var version, out var failure)
            || !query.Number("limit").TryGet(out var limit, out failure))
            return failure;
        var match = query.Text("resourceVersionMatch");
        var options = new ListOptions(version, (int)Math.Clamp(limit.Value ?? 0, 0, int.MaxValue));

        if (query.Text("continue") is { Length: > 0 } text)
        {
            if (match.Length > 0)
                return Invalid("resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for continue");
            if (!version.IsNewest && !version.IsAny)
                return ApiFailure.BadRequest("specifying resource version is not allowed when using continue");
            return ContinueToken.Parse(text).TryGet(out var token, out failure) ? options with { Continue = token } : failure;
        }
        return match switch
        {
            "" => options,
            _ when version.IsNewest => Invalid("resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided"),
            "NotOlderThan" => options,
            "Exact" when version.IsAny => Invalid("resourceVersionMatch: Forbidden: resourceVersionMatch \"Exact\" is forbidden for resourceVersion \"0\""),
            "Exact" => options with { Exactly = version.Revision },
            _ => Invalid($"resourceVersionMatch: Unsupported value: \"{match}\": supported values: \"Exact\", \"NotOlderThan\", \"\""),
        };
    }

    private static ApiFailure Invalid(string cause) =>
        new(FailureReason.Invalid, $"ListOptions.meta.k8s.io \"\" is invalid: {cause}") { Kind = "ListOptions", Group = "meta.k8s.io" };
}
