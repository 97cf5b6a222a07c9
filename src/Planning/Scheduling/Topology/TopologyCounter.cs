namespace Krewe.Planning.Scheduling.Topology;

/// <summary>How many pods of a kind are in each place; a place is a value of one label of nodes.</summary>
internal sealed class TopologyCounter(PodTerm term)
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public PodTerm Term { get; } = term;

    public int Total { get; private set; }

    public int In(string place) => _counts.GetValueOrDefault(place);

    public void Change(IReadOnlyDictionary<string, string> nodeLabels, int by)
    {
        Total += by;
        if (nodeLabels.TryGetValue(Term.TopologyKey, out var place))
            _counts[place] = _counts.GetValueOrDefault(place) + by;
    }
}
