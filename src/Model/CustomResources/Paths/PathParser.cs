using System.Globalization;
using System.Text;

namespace Krewe.Model.CustomResources.Paths;

/// <summary>Parses paths. A reader that goes once from left to right.</summary>
internal sealed class PathParser(string text)
{
    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "<", ">"];
    private int _at;

    /// <summary>The steps, or null where the text is no path.</summary>
    public IReadOnlyList<PathStep>? Parse()
    {
        if (text.StartsWith('$'))
            _at = 1;
        return Steps(end: "") is { Count: > 0 } steps && _at == text.Length ? steps : null;
    }

    /// <summary>Steps up to a character of <paramref name="end"/> or the end of the text.</summary>
    private List<PathStep>? Steps(string end)
    {
        var steps = new List<PathStep>();
        while (_at < text.Length && !end.Contains(text[_at], StringComparison.Ordinal))
        {
            var step = text[_at] switch
            {
                '.' => Field(end),
                '[' => Bracket(),
                _ => null,
            };
            if (step is null)
                return null;
            steps.Add(step);
        }
        return steps;
    }

    private PathStep? Field(string end)
    {
        _at++;
        var name = new StringBuilder();
        for (; _at < text.Length && text[_at] is not ('.' or '[') && !end.Contains(text[_at], StringComparison.Ordinal); _at++)
        {
            if (text[_at] == '\\' && _at + 1 < text.Length)
                _at++;
            name.Append(text[_at]);
        }
        return name.Length == 0 ? null : name.ToString() is var field && field == "*" ? new PathStep.All() : new PathStep.Name(field);
    }

    private PathStep? Bracket()
    {
        _at++;
        if (Take("?("))
            return Filter();
        var close = text.IndexOf(']', _at);
        if (close < 0)
            return null;
        var inside = text[_at..close].Trim();
        _at = close + 1;
        if (inside == "*")
            return new PathStep.All();
        if (inside.Length >= 2 && inside[0] is '\'' or '"' && inside[^1] == inside[0])
            return new PathStep.Name(inside[1..^1]);
        return int.TryParse(inside, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) ? new PathStep.Index(index) : null;
    }

    private PathStep.Where? Filter()
    {
        SkipSpaces();
        if (!Take("@") || Steps(" =!<>)") is not { } path)
            return null;
        SkipSpaces();
        var found = Operators.FirstOrDefault(Take) ?? "";
        SkipSpaces();
        var literal = found.Length == 0 ? "" : Literal();
        SkipSpaces();
        return literal is not null && Take(")]") ? new PathStep.Where(path, found, literal) : null;
    }

    private string? Literal()
    {
        if (_at >= text.Length)
            return null;
        var start = _at;
        if (text[_at] is var quote and ('"' or '\''))
        {
            var close = text.IndexOf(quote, _at + 1);
            if (close < 0)
                return null;
            _at = close + 1;
            return text[(start + 1)..close];
        }
        var end = text.IndexOfAny([' ', ')'], _at);
        if (end < 0)
            return null;
        _at = end;
        return text[start..end];
    }

    private void SkipSpaces()
    {
        while (_at < text.Length && text[_at] == ' ')
            _at++;
    }

    private bool Take(string expected)
    {
        if (string.CompareOrdinal(text, _at, expected, 0, expected.Length) != 0)
            return false;
        _at += expected.Length;
        return true;
    }
}
