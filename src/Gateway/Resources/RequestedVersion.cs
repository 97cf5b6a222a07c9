using System.Globalization;
using Krewe.Model.Failures;

namespace Krewe.Gateway.Resources;

/// <summary>How new the state must be that a read shows: the parameter <c>resourceVersion</c>.</summary>
/// <param name="Revision">A revision; null for the newest, 0 for whatever is at hand.</param>
internal readonly record struct RequestedVersion(long? Revision)
{
    /// <summary>True where the state must have every acknowledged write.</summary>
    public bool IsNewest => Revision is null;

    /// <summary>True where any state will do.</summary>
    public bool IsAny => Revision == 0;

    /// <summary>Reads the parameter.</summary>
    public static Outcome<RequestedVersion> Parse(string text)
    {
        if (text.Length == 0)
            return new RequestedVersion(null);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? new RequestedVersion(revision)
            : ApiFailure.BadRequest($"resourceVersion: Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax");
    }
}
