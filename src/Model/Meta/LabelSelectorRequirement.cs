using Krewe.Model.Schema;

namespace Krewe.Model.Meta;

/// <summary>One requirement on one label.</summary>
public sealed partial record LabelSelectorRequirement : ApiRecord
{
    /// <summary>Key of the label.</summary>
    [Field(1, Required = true)]
    public string? Key { get; init; }

    /// <summary>How the label relates to the values: In, NotIn, Exists or DoesNotExist.</summary>
    [Field(2, Required = true)]
    public LabelSelectorOperator? Operator { get; init; }

    /// <summary>The values: at least one for In and NotIn, none for Exists and DoesNotExist.</summary>
    [Field(3)]
    public IReadOnlyList<string> Values { get; init; } = [];
}
