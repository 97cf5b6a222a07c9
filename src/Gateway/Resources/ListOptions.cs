using Krewe.Gateway.Routing;
using Krewe.Model.Failures;
using Krewe.Model.Validation;

namespace Krewe.Gateway.Resources;

/// <summary>What a list asks for besides selectors.</summary>
/// <param name="Version">How new the state must be.</param>
/// <param name="Limit">Most objects in the answer; 0 for all.</param>
internal sealed record ListOptions(RequestedVersion Version, int Limit)
{
    /// <summary>The parameter that says how <c>resourceVersion</c> is meant.</summary>
    public static readonly FieldPath MatchField = FieldPath.Of("resourceVersionMatch");

    /// <summary>The only revision that will do, or null.</summary>
    public long? Exactly { get; init; }

    /// <summary>Where an earlier page ended, or null.</summary>
    public ContinueToken? Continue { get; init; }

    /// <summary>Reads the parameters of a list and checks that they go together.</summary>
    public static Outcome<ListOptions> Parse(RequestQuery query)
    {
        if (!RequestedVersion.Parse(query.Text("resourceVersion")).TryGet(out var version, out var failure)
            || !query.Number("limit").TryGet(out var limit, out failure)
            || !query.Number("timeoutSeconds").TryGet(out _, out failure)
            || (failure = Check(query, version)) is not null)
            return failure;

        var options = new ListOptions(version, (int)Math.Clamp(limit.Value ?? 0, 0, int.MaxValue));
        if (query.Text("continue") is { Length: > 0 } text)
        {
            if (!version.IsNewest && !version.IsAny)
                return ApiFailure.BadRequest("specifying resource version is not allowed when using continue");
            return ContinueToken.Parse(text).TryGet(out var token, out failure) ? options with { Continue = token } : failure;
        }
        // A list in pages of a version is of exactly that version, unless it says otherwise.
        var exact = query.Text("resourceVersionMatch") switch
        {
            "Exact" => true,
            "" => options.Limit > 0 && !version.IsNewest && !version.IsAny,
            _ => false,
        };
        return exact ? options with { Exactly = version.Revision } : options;
    }

    /// <summary>The failure that names errors in the parameters, or null where there are none.</summary>
    public static ApiFailure? Invalid(FieldErrors errors)
    {
        if (errors.None)
            return null;
        var texts = errors.Items.Select(error => error.ToString()).ToArray();
        return new ApiFailure(FailureReason.Invalid, $"ListOptions.meta.k8s.io \"\" is invalid: {(texts.Length == 1 ? texts[0] : $"[{string.Join(", ", texts)}]")}")
        {
            Kind = "ListOptions",
            Group = "meta.k8s.io",
            Causes = errors.Items,
        };
    }

    private static ApiFailure? Check(RequestQuery query, RequestedVersion version)
    {
        var errors = new FieldErrors();
        if (query.Text("resourceVersionMatch") is { Length: > 0 } match)
        {
            if (version.IsNewest)
                errors.Forbidden(MatchField, "resourceVersionMatch is forbidden unless resourceVersion is provided");
            if (query.Text("continue").Length > 0)
                errors.Forbidden(MatchField, "resourceVersionMatch is forbidden when continue is provided");
            if (match is not ("Exact" or "NotOlderThan"))
                errors.NotSupported(MatchField, match, ["Exact", "NotOlderThan", ""]);
            if (match == "Exact" && version.IsAny)
                errors.Forbidden(MatchField, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
        }
        if (query.TextOrNull("sendInitialEvents") is not null)
            errors.Forbidden(FieldPath.Of("sendInitialEvents"), "sendInitialEvents is forbidden for list");
        return Invalid(errors);
    }
}
