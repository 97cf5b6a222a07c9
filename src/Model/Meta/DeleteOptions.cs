using Krewe.Model.Schema;

namespace Krewe.Model.Meta;

/// <summary>How an object is to be deleted; the body of a DELETE request.</summary>
[TypeMeta("v1", "DeleteOptions")]
public sealed partial record DeleteOptions : ApiRecord
{
    /// <summary>Seconds that the object has to end gracefully; 0 for at once, absent for the object's own.</summary>
    [Field(1)]
    public long? GracePeriodSeconds { get; init; }

    /// <summary>What must hold for the deletion to be carried out.</summary>
    [Field(2)]
    public Preconditions? Preconditions { get; init; }

    /// <summary>Deprecated: use propagationPolicy. True lets dependents stay.</summary>
    [Field(3)]
    public bool? OrphanDependents { get; init; }

    /// <summary>What becomes of the dependents: Orphan, Background or Foreground.</summary>
    [Field(4)]
    public string? PropagationPolicy { get; init; }

    /// <summary>All, to do everything but delete.</summary>
    [Field(5)]
    public IReadOnlyList<string> DryRun { get; init; } = [];
}
