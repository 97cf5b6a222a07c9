using System.Text;
using System.Text.RegularExpressions;
using static Krewe.Model.Cel.CelOverload;
using static Krewe.Model.Cel.CelType;

namespace Krewe.Model.Cel;

/// <summary>Texts and regular expressions. Places in a text count Unicode code points.</summary>
internal static class CelTexts
{
    public static IEnumerable<CelOverload> All { get; } =
    [
        Method("contains", [Text, Text], static _ => Bool, static (a, budget) => Searched(a, budget).Contains(T(a, 1), StringComparison.Ordinal)),
        Method("startsWith", [Text, Text], Bool, static a => T(a, 0).StartsWith(T(a, 1), StringComparison.Ordinal)),
        Method("endsWith", [Text, Text], Bool, static a => T(a, 0).EndsWith(T(a, 1), StringComparison.Ordinal)),
        Method("matches", [Text, Text], static _ => Bool, static (a, budget) => WithPattern("matches", a, budget)),
        Function("matches", [Text, Text], static _ => Bool, static (a, budget) => WithPattern("matches", a, budget)),
        Method("find", [Text, Text], static _ => Text, static (a, budget) => WithPattern("find", a, budget)),
        Method("findAll", [Text, Text], static _ => Texts, static (a, budget) => WithPattern("findAll", a, budget)),
        Method("findAll", [Text, Text, Int], static _ => Texts, static (a, budget) => WithPattern("findAll", a, budget)),
        Method("charAt", [Text, Int], Text, static a => Part(T(a, 0), (long)a[1]!, (long)a[1]! == Length(T(a, 0)) ? (long)a[1]! : (long)a[1]! + 1)),
        Method("indexOf", [Text, Text], static _ => Int, static (a, budget) => IndexOf(Searched(a, budget), T(a, 1), 0)),
        Method("indexOf", [Text, Text, Int], static _ => Int, static (a, budget) => IndexOf(Searched(a, budget), T(a, 1), (long)a[2]!)),
        Method("lastIndexOf", [Text, Text], static _ => Int, static (a, budget) => LastIndexOf(Searched(a, budget), T(a, 1), Length(T(a, 0)))),
        Method("lastIndexOf", [Text, Text, Int], static _ => Int, static (a, budget) => LastIndexOf(Searched(a, budget), T(a, 1), (long)a[2]!)),
        Method("lowerAscii", [Text], Text, static a => string.Create(T(a, 0).Length, T(a, 0), static (span, text) => Ascii(text, span, char.ToLowerInvariant))),
        Method("upperAscii", [Text], Text, static a => string.Create(T(a, 0).Length, T(a, 0), static (span, text) => Ascii(text, span, char.ToUpperInvariant))),
        Method("replace", [Text, Text, Text], static _ => Text, static (a, budget) => Replace(Searched(a, budget), T(a, 1), T(a, 2), long.MaxValue, budget)),
        Method("replace", [Text, Text, Text, Int], static _ => Text, static (a, budget) => Replace(Searched(a, budget), T(a, 1), T(a, 2), Count(a[3]), budget)),
        Method("split", [Text, Text], static _ => Texts, static (a, budget) => Split(Searched(a, budget), T(a, 1), long.MaxValue, budget)),
        Method("split", [Text, Text, Int], static _ => Texts, static (a, budget) => Split(Searched(a, budget), T(a, 1), Count(a[2]), budget)),
        Method("substring", [Text, Int], Text, static a => Part(T(a, 0), (long)a[1]!, Length(T(a, 0)))),
        Method("substring", [Text, Int, Int], Text, static a => Part(T(a, 0), (long)a[1]!, (long)a[2]!)),
        Method("trim", [Text], Text, static a => T(a, 0).Trim()),
        Method("reverse", [Text], Text, static a => string.Concat(T(a, 0).EnumerateRunes().Reverse())),
        Method("join", [Texts], static _ => Text, static (a, budget) => Join((CelList)a[0]!, "", budget)),
        Method("join", [Texts, Text], static _ => Text, static (a, budget) => Join((CelList)a[0]!, T(a, 1), budget)),
    ];

    private static CelType Texts => CelType.List;

    /// <summary>True for functions whose second argument is a regular expression.</summary>
    public static bool IsPattern(string function) => function is "matches" or "find" or "findAll";

    /// <summary>A regular expression that an expression has written out.</summary>
    /// <exception cref="CelException">It is none.</exception>
    /// <remarks>The engine that does not backtrack takes time in proportion to the text, whatever the pattern.</remarks>
    public static Regex Compile(string pattern, int at)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new CelException($"invalid matches argument: {e.Message}", at);
        }
    }

    /// <summary>What a function makes of a text by a pattern.</summary>
    public static object Run(string function, Regex pattern, object?[] a, CelBudget budget)
    {
        // As Kubernetes has it: a text of some length takes the longer, the longer the pattern is.
        budget.Spend(T(a, 0).Length / 10L * (1 + (T(a, 1).Length / 4)));
        return function switch
        {
            "matches" => pattern.IsMatch(T(a, 0)),
            "find" => pattern.Match(T(a, 0)).Value,
            _ => FindAll(pattern, T(a, 0), a.Length > 2 ? Count(a[2]) : long.MaxValue, budget),
        };
    }

    public static int Length(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text.Length : text.EnumerateRunes().Count();

    /// <summary>In the order of their code points, as UTF-8 sorts.</summary>
    public static int Compare(string x, string y)
    {
        for (var i = 0; i < x.Length && i < y.Length; i++)
        {
            if (x[i] != y[i])
                return char.IsSurrogate(x[i]) == char.IsSurrogate(y[i]) ? x[i].CompareTo(y[i]) : char.IsSurrogate(x[i]) ? 1 : -1;
        }
        return x.Length.CompareTo(y.Length);
    }

    private static string T(object?[] arguments, int i) => (string)arguments[i]!;

    /// <summary>The text in which another one is looked for, which may take as long as both are, one by the other.</summary>
    private static string Searched(object?[] arguments, CelBudget budget)
    {
        budget.Spend(T(arguments, 0).Length / 10L * (T(arguments, 1).Length / 10));
        return T(arguments, 0);
    }

    private static long Count(object? value) => (long)value! is >= 0 and var count ? count : long.MaxValue;

    private static object WithPattern(string function, object?[] arguments, CelBudget budget)
    {
        // A pattern that is not written out is compiled each time.
        budget.Spend(5000 + (10 * T(arguments, 1).Length));
        try
        {
            return Run(function, Compile(T(arguments, 1), 0), arguments, budget);
        }
        catch (CelException e)
        {
            return new CelError(e.Message);
        }
    }

    private static CelList FindAll(Regex pattern, string text, long most, CelBudget budget)
    {
        var found = new List<object?>();
        for (var match = pattern.Match(text); match.Success && found.Count < most; match = match.NextMatch())
        {
            // The search for the next may go to the end, and come back.
            budget.Spend(1 + ((text.Length - match.Index) / 10));
            found.Add(match.Value);
        }
        return new CelList(found);
    }

    private static object Part(string text, long from, long to)
    {
        var length = Length(text);
        if (from < 0 || from > length || to < 0 || to > length)
            return new CelError($"index out of range: {(from < 0 || from > length ? from : to)}");
        if (from > to)
            return new CelError($"invalid substring range. start: {from}, end: {to}");
        return text[Offset(text, from)..Offset(text, to)];
    }

    /// <summary>Where in a text a code point stands.</summary>
    private static int Offset(string text, long point)
    {
        var offset = 0;
        for (; point > 0; point--)
            offset += PointAt(text, offset);
        return offset;
    }

    /// <summary>How many characters the code point at an offset has.</summary>
    private static int PointAt(string text, int offset) => offset + 1 < text.Length && char.IsSurrogatePair(text[offset], text[offset + 1]) ? 2 : 1;

    private static object IndexOf(string text, string wanted, long from)
    {
        if (from < 0 || from > Length(text))
            return wanted.Length == 0 && from >= 0 ? from : new CelError($"index out of range: {from}");
        return text.IndexOf(wanted, Offset(text, from), StringComparison.Ordinal) is >= 0 and var found ? (long)Length(text[..found]) : -1L;
    }

    private static object LastIndexOf(string text, string wanted, long from)
    {
        if (from < 0 || from > Length(text))
            return new CelError($"index out of range: {from}");
        var end = Math.Min(Offset(text, from) + wanted.Length, text.Length);
        return text.AsSpan(0, end).LastIndexOf(wanted) is >= 0 and var found ? (long)Length(text[..found]) : -1L;
    }

    private static void Ascii(string text, Span<char> into, Func<char, char> convert)
    {
        for (var i = 0; i < text.Length; i++)
            into[i] = char.IsAscii(text[i]) ? convert(text[i]) : text[i];
    }

    private static string Replace(string text, string old, string by, long most, CelBudget budget)
    {
        var result = new StringBuilder();
        var at = 0;
        for (; most > 0; most--)
        {
            var found = old.Length == 0 ? at : text.IndexOf(old, at, StringComparison.Ordinal);
            if (found < 0)
                break;
            budget.Spend(1 + (by.Length / 10));
            result.Append(text, at, found - at).Append(by);
            at = found + old.Length;
            if (old.Length > 0)
                continue;
            if (at == text.Length)
                break;
            var point = PointAt(text, at);
            result.Append(text, at, point);
            at += point;
        }
        return result.Append(text, at, text.Length - at).ToString();
    }

    private static CelList Split(string text, string separator, long most, CelBudget budget)
    {
        if (most == 0)
            return new CelList([]);
        var parts = new List<object?>();
        var at = 0;
        while (parts.Count < most - 1)
        {
            var next = separator.Length > 0 ? text.IndexOf(separator, at, StringComparison.Ordinal) : at < text.Length - 1 ? at + PointAt(text, at) : -1;
            if (next < 0 || (separator.Length == 0 && next >= text.Length))
                break;
            budget.Spend(1);
            parts.Add(text[at..next]);
            at = next + separator.Length;
        }
        if (separator.Length > 0 || text.Length > 0)
            parts.Add(text[at..]);
        return new CelList(parts);
    }

    private static object Join(CelList parts, string separator, CelBudget budget)
    {
        var result = new StringBuilder();
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i] is not string part)
                return CelError.NoSuchOverload;
            budget.Spend(1 + ((part.Length + separator.Length) / 10));
            result.Append(i == 0 ? "" : separator).Append(part);
        }
        return result.ToString();
    }
}
