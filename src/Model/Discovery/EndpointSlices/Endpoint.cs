using Krewe.Model.Core;
using Krewe.Model.Schema;

namespace Krewe.Model.Discovery;

/// <summary>One backend of a service.</summary>
public sealed partial record Endpoint : ApiRecord
{
    /// <summary>Its addresses, 1 to 100; the first counts.</summary>
    [Field(1, Required = true, ListKeys = "")]
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Whether it can take traffic.</summary>
    [Field(2)]
    public EndpointConditions Conditions { get; init; } = new();

    /// <summary>Its host name.</summary>
    [Field(3)]
    public string? Hostname { get; init; }

    /// <summary>The pod behind it.</summary>
    [Field(4)]
    public ObjectReference? TargetRef { get; init; }

    /// <summary>What v1beta1 says of where it is and v1 has no field for; kept, without effect. At most 16 labels.</summary>
    [Field(5, Atomic = true)]
    public IReadOnlyDictionary<string, string> DeprecatedTopology { get; init; } = StringMap.Empty;

    /// <summary>Node that it is on.</summary>
    [Field(6)]
    public string? NodeName { get; init; }

    /// <summary>Zone that it is in.</summary>
    [Field(7)]
    public string? Zone { get; init; }

    /// <summary>Where it should be used.</summary>
    [Field(8)]
    public EndpointHints? Hints { get; init; }
}

/// <summary>Whether an endpoint can take traffic.</summary>
public sealed partial record EndpointConditions : ApiRecord
{
    /// <summary>True if it can take new traffic.</summary>
    [Field(1)]
    public bool? Ready { get; init; }

    /// <summary>True if it answers, even while it ends.</summary>
    [Field(2)]
    public bool? Serving { get; init; }

    /// <summary>True while it ends.</summary>
    [Field(3)]
    public bool? Terminating { get; init; }
}

/// <summary>Where an endpoint should be used.</summary>
public sealed partial record EndpointHints : ApiRecord
{
    /// <summary>Zones that should use it.</summary>
    [Field(1)]
    public IReadOnlyList<ForZone> ForZones { get; init; } = [];

    /// <summary>Nodes that should use it.</summary>
    [Field(2)]
    public IReadOnlyList<ForNode> ForNodes { get; init; } = [];
}

/// <summary>A zone.</summary>
public sealed partial record ForZone : ApiRecord
{
    /// <summary>Name of the zone.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }
}

/// <summary>A node.</summary>
public sealed partial record ForNode : ApiRecord
{
    /// <summary>Name of the node.</summary>
    [Field(1, Required = true)]
    public string? Name { get; init; }
}
