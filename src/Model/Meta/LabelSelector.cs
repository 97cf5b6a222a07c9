using Krewe.Model.Schema;

namespace Krewe.Model.Meta;

/// <summary>A query over labels: all of its requirements must hold. An empty selector matches everything, an absent one nothing.</summary>
[Atomic]
public sealed partial record LabelSelector : ApiRecord
{
    /// <summary>Labels that must be there with exactly these values.</summary>
    [Field(1)]
    public IReadOnlyDictionary<string, string> MatchLabels { get; init; } = StringMap.Empty;

    /// <summary>Further requirements.</summary>
    [Field(2)]
    public IReadOnlyList<LabelSelectorRequirement> MatchExpressions { get; init; } = [];
}
