using Krewe.Planning.Scheduling.Board;
using Krewe.Planning.Scheduling.Filters;
using Krewe.Planning.Scheduling.Scores;

namespace Krewe.Planning.Scheduling;

/// <summary>
/// Chooses the node for one pod: the best scored of those that no filter refuses. In large clusters it looks only until it has found
/// enough of them, going on from where the last look ended.
/// </summary>
internal sealed class NodeChoice(SchedulingBoard board, ulong seed)
{
    private const int AlwaysEnough = 100;
    private const int MinPercent = 5;
    private const int BasePercent = 50;
    private const int NodesPerPercent = 125;

    private readonly List<INodeCheck> _checks = [];
    private NodeSlot[] _feasible = new NodeSlot[Math.Max(1, board.NodeCount)];
    private long[] _totals = new long[Math.Max(1, board.NodeCount)];

    /// <summary>The node, or null with the reasons in <paramref name="refusals"/>.</summary>
    public NodeSlot? For(PodProfile pod, RefusalTally refusals)
    {
        _checks.Clear();
        foreach (var filter in NodeFilters.All)
        {
            if (filter.For(pod, board) is { } check)
                _checks.Add(check);
        }

        var feasible = Feasible(pod);
        if (feasible == 0)
        {
            Explain(pod, refusals);
            return null;
        }
        if (feasible == 1)
            return _feasible[0];

        var nodes = _feasible.AsSpan(0, feasible);
        var totals = _totals.AsSpan(0, feasible);
        totals.Clear();
        foreach (var score in NodeScores.All)
        {
            if (score.Concerns(pod, board))
                score.Add(pod, board, nodes, totals);
        }
        return nodes[Best(pod, nodes, totals)];
    }

    /// <summary>How many acceptable nodes are enough to choose from.</summary>
    internal static int Enough(int nodes)
    {
        if (nodes <= AlwaysEnough)
            return nodes;
        var percent = Math.Max(MinPercent, BasePercent - nodes / NodesPerPercent);
        return Math.Max(AlwaysEnough, nodes * percent / 100);
    }

    private int Feasible(PodProfile pod)
    {
        var enough = Enough(board.NodeCount);
        var (found, looked) = (0, 0);
        while (looked < board.NodeCount && found < enough)
        {
            var node = board.NodeAt(looked++);
            if (Refuser(pod, node) is null)
                _feasible[found++] = node;
        }
        board.Advance(looked);
        return found;
    }

    private void Explain(PodProfile pod, RefusalTally refusals)
    {
        foreach (var node in board.Nodes)
        {
            if (Refuser(pod, node) is { } check)
                refusals.Add(check.Refusals(pod, node));
        }
    }

    private INodeCheck? Refuser(PodProfile pod, NodeSlot node)
    {
        foreach (var check in _checks)
        {
            if (!check.Admits(pod, node))
                return check;
        }
        return null;
    }

    private int Best(PodProfile pod, ReadOnlySpan<NodeSlot> nodes, ReadOnlySpan<long> totals)
    {
        var drawn = seed ^ Lots.Digest(pod.Key.Name);
        var best = 0;
        var lot = Lots.Draw(drawn, nodes[0].NameDigest);
        for (var i = 1; i < totals.Length; i++)
        {
            if (totals[i] < totals[best])
                continue;
            var other = Lots.Draw(drawn, nodes[i].NameDigest);
            if (totals[i] > totals[best] || other > lot)
                (best, lot) = (i, other);
        }
        return best;
    }
}
