namespace Krewe.Planning.Scheduling.Board;

/// <summary>How many pods of each controller are on each node.</summary>
internal sealed class ControllerSpread
{
    private static readonly Dictionary<NodeSlot, int> Nowhere = [];

    private readonly Dictionary<string, Dictionary<NodeSlot, int>> _counts = new(StringComparer.Ordinal);

    /// <summary>The nodes that have pods of a controller, with their number.</summary>
    public IReadOnlyDictionary<NodeSlot, int> Of(string controllerUid) => _counts.GetValueOrDefault(controllerUid) ?? Nowhere;

    public void Change(PodProfile pod, NodeSlot node, int by)
    {
        if (pod.ControllerUid is not { } controller)
            return;
        if (!_counts.TryGetValue(controller, out var nodes))
            _counts.Add(controller, nodes = []);
        var count = nodes.GetValueOrDefault(node) + by;
        if (count > 0)
            nodes[node] = count;
        else if (nodes.Remove(node) && nodes.Count == 0)
            _counts.Remove(controller);
    }

    /// <summary>A node is gone.</summary>
    public void Drop(NodeSlot node)
    {
        foreach (var (controller, nodes) in _counts)
        {
            if (nodes.Remove(node) && nodes.Count == 0)
                _counts.Remove(controller);
        }
    }
}
