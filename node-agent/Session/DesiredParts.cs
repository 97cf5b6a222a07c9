using Krewe.Protocol;

namespace Krewe.NodeAgent.Session;

/// <summary>Puts together what a session brings in parts. Parts of another generation than the newest mean nothing any more.</summary>
internal sealed class DesiredParts
{
    private readonly SortedDictionary<int, IReadOnlyList<PodAssignment>> _parts = [];
    private long _generation;

    /// <summary>Keeps a part until the rest is there.</summary>
    public void Add(DesiredPart part)
    {
        if (part.Generation != _generation)
            _parts.Clear();
        _generation = part.Generation;
        _parts[part.Number] = part.Pods;
    }

    /// <summary>The whole set, or null if a part of it is missing.</summary>
    public DesiredState? Join(DesiredState last) => Take(last.Generation, last.Parts, last.Pods) is { } pods ? last with { Pods = pods, Parts = 0 } : null;

    /// <summary>The whole change, or null if a part of it is missing.</summary>
    public DesiredChange? Join(DesiredChange last) => Take(last.Generation, last.Parts, last.Assigned) is { } pods ? last with { Assigned = pods, Parts = 0 } : null;

    private List<PodAssignment>? Take(long generation, int parts, IReadOnlyList<PodAssignment> rest)
    {
        var known = generation == _generation ? _parts.Values.ToList() : [];
        _parts.Clear();
        return known.Count == parts
            ? [.. known.Append(rest).SelectMany(pods => pods).GroupBy(pod => pod.Pod.Metadata.Uid).Select(Join)]
            : null;
    }

    private static PodAssignment Join(IEnumerable<PodAssignment> pieces) => pieces.Aggregate(static (whole, piece) => whole with
    {
        ConfigMaps = [.. whole.ConfigMaps, .. piece.ConfigMaps],
        Secrets = [.. whole.Secrets, .. piece.Secrets],
    });
}
