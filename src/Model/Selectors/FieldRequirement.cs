namespace Krewe.Model.Selectors;

/// <summary>One term of a field selector.</summary>
/// <param name="Field">Path of the field: <c>status.phase</c>.</param>
/// <param name="Value">The value, unescaped.</param>
/// <param name="Negated">True for <c>!=</c>.</param>
public readonly record struct FieldRequirement(string Field, string Value, bool Negated)
{
    /// <summary>The text form, escaped.</summary>
    public override string ToString() =>
        $"{Field}{(Negated ? "!=" : "=")}{Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("=", "\\=", StringComparison.Ordinal)}";
}
