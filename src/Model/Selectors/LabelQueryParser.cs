using System.Globalization;
using Krewe.Model.Failures;
using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Selectors;

/// <summary>
/// Parses the text form of label selectors:
/// <c>selector = requirement {"," requirement}</c>,
/// <c>requirement = ["!"] key | key ("=" | "==" | "!=" | "&gt;" | "&lt;") [value] | key ("in" | "notin") "(" [value] {"," [value]} ")"</c>.
/// </summary>
internal ref struct LabelQueryParser
{
    private const string EndOfText = "";
    private readonly ReadOnlySpan<char> _text;
    private int _position;
    private string? _error;

    private LabelQueryParser(ReadOnlySpan<char> text) => _text = text;

    public static Outcome<LabelQuery> Parse(string text)
    {
        var parser = new LabelQueryParser(text);
        var requirements = parser.ParseAll();
        return parser._error is { } error ? ApiFailure.BadRequest(error) : LabelQuery.Of(requirements);
    }

    private List<LabelRequirement> ParseAll()
    {
        List<LabelRequirement> requirements = [];
        if (Peek() == EndOfText)
            return requirements;
        if (!StartsRequirement(Peek()))
            return Fail(requirements, $"found '{Peek()}', expected: !, identifier, or 'end of string'");
        while (true)
        {
            if (ParseRequirement() is not { } requirement)
                return Fail(requirements, $"unable to parse requirement: {_error}");
            requirements.Add(requirement);
            switch (Next())
            {
                case EndOfText:
                    return requirements;
                case "," when !StartsRequirement(Peek()):
                    return Fail(requirements, $"found '{Peek()}', expected: identifier after ','");
                case ",":
                    break;
                case var other:
                    return Fail(requirements, $"found '{other}', expected: ',' or 'end of string'");
            }
        }
    }

    private LabelRequirement? ParseRequirement()
    {
        var key = Next();
        var negated = key == "!";
        if (negated)
            key = Next();
        if (!IsIdentifier(key))
            return Fail($"found '{key}', expected: identifier");
        if (NameRules.QualifiedName(key) is { Count: > 0 } errors)
            return Fail($"<nil>: Invalid value: {BadValue.Quote(key)}: {string.Join("; ", errors)}");
        if (negated || Peek() is EndOfText or ",")
            return new LabelRequirement(key, negated ? LabelOperator.DoesNotExist : LabelOperator.Exists, []);

        LabelOperator? @operator = Next() switch
        {
            "in" => LabelOperator.In,
            "notin" => LabelOperator.NotIn,
            "=" or "==" => LabelOperator.Equals,
            "!=" => LabelOperator.NotEquals,
            ">" => LabelOperator.GreaterThan,
            "<" => LabelOperator.LessThan,
            var other => FailOperator(other),
        };
        if (@operator is null)
            return null;
        var values = @operator is LabelOperator.In or LabelOperator.NotIn ? ParseSet() : ParseValue();
        return values is null ? null : Check(new LabelRequirement(key, @operator.Value, values));
    }

    private IReadOnlyList<string>? ParseValue()
    {
        if (Peek() is EndOfText or ",")
            return [""];
        var value = Next();
        if (IsIdentifier(value))
            return [value];
        Fail($"found '{value}', expected: identifier");
        return null;
    }

    private IReadOnlyList<string>? ParseSet()
    {
        if (Next() is not "(" and var found)
        {
            Fail($"found '{found}' expected: '('");
            return null;
        }
        SortedSet<string> values = new(StringComparer.Ordinal);
        var afterValue = false;
        while (true)
        {
            switch (Next())
            {
                case ")":
                    if (!afterValue)
                        values.Add("");
                    return [.. values];
                case ",":
                    if (!afterValue)
                        values.Add("");
                    afterValue = false;
                    break;
                case var value when IsIdentifier(value) && !afterValue:
                    values.Add(value);
                    afterValue = true;
                    break;
                case var other:
                    Fail(afterValue ? $"found '{other}', expected: ',' or ')'" : $"found '{other}', expected: ',', ')' or identifier");
                    return null;
            }
        }
    }

    private LabelRequirement? Check(LabelRequirement requirement)
    {
        for (var i = 0; i < requirement.Values.Count; i++)
        {
            var value = requirement.Values[i];
            if (requirement.Operator is LabelOperator.GreaterThan or LabelOperator.LessThan && LabelRequirement.Integer(value) is null)
                return Fail(string.Create(CultureInfo.InvariantCulture, $"values[{i}]: Invalid value: {BadValue.Quote(value)}: for 'Gt', 'Lt' operators, the value must be an integer"));
            if (NameRules.LabelValue(value) is { Count: > 0 } errors)
                return Fail(string.Create(CultureInfo.InvariantCulture, $"values[{i}][{requirement.Key}]: Invalid value: {BadValue.Quote(value)}: {string.Join("; ", errors)}"));
        }
        return requirement;
    }

    private string Peek()
    {
        var start = _position;
        var token = Next();
        _position = start;
        return token;
    }

    private string Next()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\t' or '\r' or '\n')
            _position++;
        var start = _position;
        if (start == _text.Length)
            return EndOfText;
        if (IsSymbol(_text[start]))
        {
            _position++;
            if (_text[start] is '=' or '!' && _position < _text.Length && _text[_position] == '=')
                _position++;
        }
        else
        {
            while (_position < _text.Length && !IsSymbol(_text[_position]) && _text[_position] is not (' ' or '\t' or '\r' or '\n'))
                _position++;
        }
        return _text[start.._position].ToString();
    }

    private static bool IsSymbol(char c) => c is '=' or '!' or '(' or ')' or ',' or '>' or '<';

    private static bool IsIdentifier(string token) => token.Length > 0 && !IsSymbol(token[0]);

    private static bool StartsRequirement(string token) => token == "!" || IsIdentifier(token);

    private LabelOperator? FailOperator(string found)
    {
        Fail($"found '{found}', expected: in, notin, =, ==, !=, gt, lt");
        return null;
    }

    private LabelRequirement? Fail(string error)
    {
        _error = error;
        return null;
    }

    private List<LabelRequirement> Fail(List<LabelRequirement> soFar, string error)
    {
        _error = error;
        return soFar;
    }
}
