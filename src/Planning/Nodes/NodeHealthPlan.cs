using Krewe.Model.Core;
using Krewe.Planning.Plans;

namespace Krewe.Planning.Nodes;

/// <summary>What follows from a node's signs of life.</summary>
public sealed record NodeHealthPlan
{
    /// <summary>The node with its new conditions (status) and taints (spec), to commit at once; null when they stay.</summary>
    public Node? Self { get; init; }

    /// <summary>True while the node is heard and says that it is ready.</summary>
    public required bool IsReady { get; init; }

    /// <summary>True once the node counts as lost.</summary>
    public required bool IsSilent { get; init; }

    /// <summary>What to tell: <c>NodeReady</c>, <c>NodeNotReady</c>.</summary>
    public IReadOnlyList<PlannedEvent> Events { get; init; } = [];

    /// <summary>When silence would change the answer; null when only a sign of life can.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }
}
