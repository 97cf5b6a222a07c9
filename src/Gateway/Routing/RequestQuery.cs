using System.Globalization;
using Krewe.Model.Failures;
using Microsoft.AspNetCore.Http;

namespace Krewe.Gateway.Routing;

/// <summary>Reads the parameters of a query string as the API defines them.</summary>
internal readonly struct RequestQuery(IQueryCollection query)
{
    /// <summary>A text; empty where it is absent.</summary>
    public string Text(string name) => query.TryGetValue(name, out var value) && value.Count > 0 ? value[0] ?? "" : "";

    /// <summary>A text, or null where it is absent.</summary>
    public string? TextOrNull(string name) => query.TryGetValue(name, out var value) && value.Count > 0 ? value[0] : null;

    /// <summary>All values of a text.</summary>
    public IReadOnlyList<string> Texts(string name) => query.TryGetValue(name, out var values) ? [.. values.OfType<string>()] : [];

    /// <summary>A truth value: absent, <c>0</c> and <c>false</c> are false, anything else is true.</summary>
    public bool Flag(string name) => query.TryGetValue(name, out var value) && value.Count > 0 && value[0] is not ("0" or "false" or "False");

    /// <summary>An integer, or null where it is absent; text that is none is a failure.</summary>
    public Outcome<Optional> Number(string name)
    {
        var text = Text(name);
        if (text.Length == 0)
            return new Optional(null);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new Optional(number)
            : ApiFailure.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
    }

    /// <summary>A number that may be absent.</summary>
    public readonly record struct Optional(long? Value);
}
