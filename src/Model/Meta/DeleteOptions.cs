using Krewe.Model.Schema;

namespace Krewe.Model.Meta;

/// <summary>How an object is to be deleted.</summary>
[TypeMeta("v1", "DeleteOptions")]
public sealed partial record DeleteOptions : ApiRecord
{
    /// <summary>Seconds before the object is deleted; zero deletes at once, absent takes the kind's default.</summary>
    [Field(1)]
    public long? GracePeriodSeconds { get; init; }

    /// <summary>What must hold for the deletion to happen.</summary>
    [Field(2)]
    public Preconditions? Preconditions { get; init; }

    /// <summary>Deprecated: true orphans dependents, false collects them. Use propagationPolicy.</summary>
    [Field(3)]
    public bool? OrphanDependents { get; init; }

    /// <summary>What becomes of dependents: Orphan, Background or Foreground.</summary>
    [Field(4)]
    public string? PropagationPolicy { get; init; }

    /// <summary>All to go through all checks and change nothing.</summary>
    [Field(5)]
    public IReadOnlyList<string> DryRun { get; init; } = [];

    /// <summary>Not supported: unreadable objects do not occur.</summary>
    [Field(6)]
    public bool? IgnoreStoreReadErrorWithClusterBreakingPotential { get; init; }
}
