using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Taints that a pod puts up with.</summary>
public sealed partial record Toleration : ApiRecord
{
    /// <summary>Key of the taint; absent, with operator Exists, matches all.</summary>
    [Field(1)]
    public string? Key { get; init; }

    /// <summary>Exists or Equal. Equal by default.</summary>
    [Field(2)]
    public TolerationOperator? Operator { get; init; }

    /// <summary>Value of the taint, for Equal.</summary>
    [Field(3)]
    public string? Value { get; init; }

    /// <summary>Effect of the taint; all effects when absent.</summary>
    [Field(4)]
    public TaintEffect? Effect { get; init; }

    /// <summary>Seconds for which a NoExecute taint is put up with; for ever when absent.</summary>
    [Field(5)]
    public long? TolerationSeconds { get; init; }
}
