using System.Globalization;

namespace Krewe.Model.Selectors;

/// <summary>One requirement on one label.</summary>
/// <param name="Key">The label.</param>
/// <param name="Operator">How the label relates to the values.</param>
/// <param name="Values">The values, as the operator needs them.</param>
public sealed record LabelRequirement(string Key, LabelOperator Operator, IReadOnlyList<string> Values)
{
    /// <summary>True if an object with these labels meets the requirement.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var present = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            LabelOperator.Equals or LabelOperator.In => present && Values.Contains(value),
            LabelOperator.NotEquals or LabelOperator.NotIn => !present || !Values.Contains(value),
            LabelOperator.Exists => present,
            LabelOperator.DoesNotExist => !present,
            LabelOperator.GreaterThan => present && Integer(value!) is { } number && number > Integer(Values[0]),
            LabelOperator.LessThan => present && Integer(value!) is { } number && number < Integer(Values[0]),
            _ => false,
        };
    }

    /// <summary>The text form, with values in ordinal order.</summary>
    public override string ToString() => Operator switch
    {
        LabelOperator.Equals => $"{Key}={Values[0]}",
        LabelOperator.NotEquals => $"{Key}!={Values[0]}",
        LabelOperator.In => $"{Key} in ({Sorted})",
        LabelOperator.NotIn => $"{Key} notin ({Sorted})",
        LabelOperator.DoesNotExist => $"!{Key}",
        LabelOperator.GreaterThan => $"{Key}>{Values[0]}",
        LabelOperator.LessThan => $"{Key}<{Values[0]}",
        _ => Key,
    };

    /// <inheritdoc/>
    public bool Equals(LabelRequirement? other) =>
        other is not null && Key == other.Key && Operator == other.Operator && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Operator, Values.Count);

    private string Sorted => string.Join(',', Values.Order(StringComparer.Ordinal));

    internal static long? Integer(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
