using Krewe.Model.Failures;
using Krewe.Model.Meta;

namespace Krewe.Model.Selectors;

/// <summary>
/// A label selector ready to be matched: all requirements must hold. Made from the text of a query parameter, from a
/// <see cref="LabelSelector"/>, or from plain labels. Immutable.
/// </summary>
public sealed class LabelQuery
{
    private readonly bool _nothing;

    private LabelQuery(IReadOnlyList<LabelRequirement> requirements, bool nothing = false)
    {
        Requirements = requirements;
        _nothing = nothing;
    }

    /// <summary>Matches every object.</summary>
    public static LabelQuery Everything { get; } = new([]);

    /// <summary>Matches no object.</summary>
    public static LabelQuery Nothing { get; } = new([], nothing: true);

    /// <summary>The requirements, in ordinal order of their keys.</summary>
    public IReadOnlyList<LabelRequirement> Requirements { get; }

    /// <summary>True if every object matches.</summary>
    public bool IsEverything => !_nothing && Requirements.Count == 0;

    /// <summary>Parses the text form: <c>app=web,tier in (a,b),!old</c>. Errors are worded as Kubernetes words them.</summary>
    public static Outcome<LabelQuery> Parse(string? text) =>
        string.IsNullOrEmpty(text) ? Everything : LabelQueryParser.Parse(text);

    /// <summary>All of these labels with exactly these values; none at all matches everything.</summary>
    public static LabelQuery FromLabels(IReadOnlyDictionary<string, string> labels) =>
        Of(labels.Select(l => new LabelRequirement(l.Key, LabelOperator.Equals, [l.Value])));

    /// <summary>A selector of the API: null matches nothing, an empty one everything. An unknown operator matches nothing.</summary>
    public static LabelQuery From(LabelSelector? selector)
    {
        if (selector is null)
            return Nothing;
        var requirements = selector.MatchLabels.Select(l => new LabelRequirement(l.Key, LabelOperator.Equals, [l.Value])).ToList();
        foreach (var expression in selector.MatchExpressions)
        {
            LabelOperator? @operator = expression.Operator?.Value switch
            {
                "In" => LabelOperator.In,
                "NotIn" => LabelOperator.NotIn,
                "Exists" => LabelOperator.Exists,
                "DoesNotExist" => LabelOperator.DoesNotExist,
                _ => null,
            };
            if (@operator is null)
                return Nothing;
            requirements.Add(new LabelRequirement(expression.Key ?? "", @operator.Value, expression.Values));
        }
        return Of(requirements);
    }

    internal static LabelQuery Of(IEnumerable<LabelRequirement> requirements) =>
        new([.. requirements.OrderBy(r => r.Key, StringComparer.Ordinal)]);

    /// <summary>True if an object with these labels is selected.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var requirement in Requirements)
        {
            if (!requirement.Matches(labels))
                return false;
        }
        return !_nothing;
    }

    /// <summary>The single value that a matching object must have for a label, or null; what an index can look up.</summary>
    public string? RequiredValue(string key) =>
        Requirements.FirstOrDefault(r => r.Key == key && r is { Operator: LabelOperator.Equals or LabelOperator.In, Values.Count: 1 })?.Values[0];

    /// <summary>The text form; empty for a query that matches everything.</summary>
    public override string ToString() => string.Join(',', Requirements);
}
