using System.Text;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;

namespace Krewe.Model.Selectors;

/// <summary>A field selector: <c>spec.nodeName=n1,status.phase!=Failed</c>. Immutable.</summary>
public sealed class FieldQuery
{
    private readonly KindDefinition? _kind;

    private FieldQuery(IReadOnlyList<FieldRequirement> requirements, KindDefinition? kind) => (Requirements, _kind) = (requirements, kind);

    /// <summary>Matches every object.</summary>
    public static FieldQuery Everything { get; } = new([], null);

    /// <summary>The terms; all must hold.</summary>
    public IReadOnlyList<FieldRequirement> Requirements { get; }

    /// <summary>True if every object matches.</summary>
    public bool IsEverything => Requirements.Count == 0;

    /// <summary>Parses the text form and checks that <paramref name="kind"/> lets its fields be selected by.</summary>
    public static Outcome<FieldQuery> Parse(string? text, KindDefinition kind)
    {
        if (string.IsNullOrEmpty(text))
            return Everything;
        List<FieldRequirement> requirements = [];
        foreach (var term in SplitTerms(text).Where(t => t.Length > 0).Order(StringComparer.Ordinal))
        {
            var equals = term.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                return ApiFailure.BadRequest($"invalid selector: '{text}'; can't understand '{term}'");
            var negated = equals > 0 && term[equals - 1] == '!';
            var field = term[..(negated ? equals - 1 : equals)];
            var start = !negated && equals + 1 < term.Length && term[equals + 1] == '=' ? equals + 2 : equals + 1;
            if (!Unescape(term.AsSpan(start)).TryGet(out var value, out var failure))
                return failure;
            if (!IsSelectable(kind, field))
                return ApiFailure.BadRequest(kind.SelectableFields.Count > 0
                    ? $"field label not supported: {field}"
                    : $"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
            requirements.Add(new FieldRequirement(field, value, negated));
        }
        return new FieldQuery(requirements, kind);
    }

    /// <summary>True if the object is selected.</summary>
    public bool Matches(ApiDocument value)
    {
        foreach (var requirement in Requirements)
        {
            if (string.Equals(Read(value, requirement.Field), requirement.Value, StringComparison.Ordinal) == requirement.Negated)
                return false;
        }
        return true;
    }

    /// <summary>The value that a matching object must have in a field, or null; what an index can look up.</summary>
    public string? RequiredValue(string field)
    {
        foreach (var requirement in Requirements)
        {
            if (requirement.Field == field && !requirement.Negated)
                return requirement.Value;
        }
        return null;
    }

    /// <summary>The text form.</summary>
    public override string ToString() => string.Join(',', Requirements);

    private static bool IsSelectable(KindDefinition kind, string field) =>
        field is "metadata.name" or "metadata.namespace" || kind.SelectableFields.ContainsKey(field);

    private string Read(ApiDocument value, string field) => field switch
    {
        "metadata.name" => value.Metadata.Name ?? "",
        "metadata.namespace" => value.Metadata.Namespace ?? "",
        _ => _kind!.SelectableFields[field](value.Object),
    };

    private static List<string> SplitTerms(string text)
    {
        List<string> terms = [];
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == ',')
            {
                terms.Add(text[start..i]);
                start = i + 1;
            }
        }
        terms.Add(text[start..]);
        return terms;
    }

    private static Outcome<string> Unescape(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny('\\', ',', '='))
            return text.ToString();
        var value = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when i + 1 < text.Length && text[i + 1] is '\\' or ',' or '=':
                    value.Append(text[++i]);
                    break;
                case '\\':
                    return ApiFailure.BadRequest($"invalid field selector: invalid escape sequence: {text[i..Math.Min(i + 2, text.Length)]}");
                case ',' or '=':
                    return ApiFailure.BadRequest($"invalid field selector: unescaped character in value: {text[i]}");
                default:
                    value.Append(text[i]);
                    break;
            }
        }
        return value.ToString();
    }
}
