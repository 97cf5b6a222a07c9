using System.Globalization;

namespace Krewe.Planning.Scheduling;

/// <summary>Counts why nodes refused a pod, for the sentence that the user reads.</summary>
internal sealed class RefusalTally
{
    private readonly Dictionary<string, int> _nodesByReason = new(StringComparer.Ordinal);

    /// <summary>Nodes that refused.</summary>
    public int Nodes { get; private set; }

    /// <summary>Notes a node and all that it lacks.</summary>
    public void Add(IEnumerable<string> reasons)
    {
        Nodes++;
        foreach (var reason in reasons)
            _nodesByReason[reason] = _nodesByReason.GetValueOrDefault(reason) + 1;
    }

    /// <summary><c>0/3 nodes are available: 1 Insufficient cpu, 2 node(s) were unschedulable.</c></summary>
    public string Sentence(int nodes)
    {
        if (nodes == 0)
            return "no nodes available to schedule pods";
        var reasons = _nodesByReason
            .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Value} {entry.Key}"))
            .Order(StringComparer.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"0/{nodes} nodes are available: {string.Join(", ", reasons)}.");
    }
}
