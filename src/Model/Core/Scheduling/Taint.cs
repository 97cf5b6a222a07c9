using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Keeps pods away from a node unless they tolerate it.</summary>
public sealed partial record Taint : ApiRecord
{
    /// <summary>Key of the taint.</summary>
    [Field(1, Required = true)]
    public string? Key { get; init; }

    /// <summary>Value of the taint.</summary>
    [Field(2)]
    public string? Value { get; init; }

    /// <summary>NoSchedule, PreferNoSchedule or NoExecute.</summary>
    [Field(3, Required = true)]
    public TaintEffect? Effect { get; init; }

    /// <summary>When a NoExecute taint was added.</summary>
    [Field(4)]
    public DateTimeOffset? TimeAdded { get; init; }
}
