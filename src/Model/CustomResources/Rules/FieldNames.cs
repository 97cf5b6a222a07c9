using System.Text.RegularExpressions;
using Krewe.Model.Cel;

namespace Krewe.Model.CustomResources.Rules;

/// <summary>
/// Names of fields as rules write them: what is no identifier of the language, or means something in it, is escaped as Kubernetes escapes it
/// (<c>__dot__</c>, <c>__dash__</c>, <c>__slash__</c>, <c>__underscores__</c>, <c>__namespace__</c>).
/// </summary>
internal static partial class FieldNames
{
    private static readonly (string Plain, string Escaped)[] Signs = [("__", "__underscores__"), (".", "__dot__"), ("-", "__dash__"), ("/", "__slash__")];

    /// <summary>The name in rules, or null where rules cannot name the field.</summary>
    public static string? Escape(string name)
    {
        if (!Escapable().IsMatch(name))
            return null;
        if (CelParser.IsReserved(name))
            return $"__{name}__";
        foreach (var (plain, escaped) in Signs)
            name = name.Replace(plain, escaped, StringComparison.Ordinal);
        return name;
    }

    /// <summary>The name of which <see cref="Escape"/> makes another, or null where it makes it of none.</summary>
    public static string? Unescape(string escaped)
    {
        var name = escaped;
        if (escaped.Contains("__", StringComparison.Ordinal))
        {
            if (escaped.Length > 4 && escaped.StartsWith("__", StringComparison.Ordinal) && escaped.EndsWith("__", StringComparison.Ordinal) && CelParser.IsReserved(escaped[2..^2]))
                return escaped[2..^2];
            foreach (var (plain, sign) in Signs.Reverse())
                name = name.Replace(sign, plain, StringComparison.Ordinal);
        }
        return Escape(name) == escaped ? name : null;
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_./-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Escapable();
}
