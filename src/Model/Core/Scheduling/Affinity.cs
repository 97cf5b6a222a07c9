using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Attraction to and repulsion from nodes and other pods.</summary>
public sealed partial record Affinity : ApiRecord
{
    /// <summary>Which nodes the pod needs or prefers.</summary>
    [Field(1)]
    public NodeAffinity? NodeAffinity { get; init; }

    /// <summary>Which pods it shall be near.</summary>
    [Field(2)]
    public PodAffinity? PodAffinity { get; init; }

    /// <summary>Which pods it shall keep away from.</summary>
    [Field(3)]
    public PodAntiAffinity? PodAntiAffinity { get; init; }
}
