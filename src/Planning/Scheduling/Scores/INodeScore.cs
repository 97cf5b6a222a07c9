using Krewe.Planning.Scheduling.Board;

namespace Krewe.Planning.Scheduling.Scores;

/// <summary>One reason to prefer a node to another.</summary>
internal interface INodeScore
{
    /// <summary>The score of the best node.</summary>
    const long Max = 100;

    /// <summary>Name of the policy.</summary>
    string Name { get; }

    /// <summary>True if the policy tells nodes apart for the pod.</summary>
    bool Concerns(PodProfile pod, SchedulingBoard board);

    /// <summary>Adds the weighted scores (0 to <see cref="Max"/> times the weight) of the nodes, in their order.</summary>
    void Add(PodProfile pod, SchedulingBoard board, ReadOnlySpan<NodeSlot> nodes, Span<long> totals);
}
