using Krewe.Model.Schema;

namespace Krewe.Model.Meta;

/// <summary>How a requirement of a label selector relates a key to its values.</summary>
public readonly record struct LabelSelectorOperator(string Value) : IOpenEnum<LabelSelectorOperator>
{
    /// <summary>The label is there with one of the values.</summary>
    public static LabelSelectorOperator In { get; } = new("In");

    /// <summary>The label is not there, or has none of the values.</summary>
    public static LabelSelectorOperator NotIn { get; } = new("NotIn");

    /// <summary>The label is there.</summary>
    public static LabelSelectorOperator Exists { get; } = new("Exists");

    /// <summary>The label is not there.</summary>
    public static LabelSelectorOperator DoesNotExist { get; } = new("DoesNotExist");

    /// <inheritdoc/>
    public static LabelSelectorOperator From(string value) => new(value);

    /// <inheritdoc/>
    public static IReadOnlyList<LabelSelectorOperator> Known { get; } = [In, NotIn, Exists, DoesNotExist];
}
