using Krewe.Model.Core;
using Krewe.Model.Schema;

namespace Krewe.Model.Discovery.V1Beta1;

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

    /// <summary>Where it is: node (<c>kubernetes.io/hostname</c>), zone (<c>topology.kubernetes.io/zone</c>) and what else has labels; at most 16.</summary>
    [Field(5)]
    public IReadOnlyDictionary<string, string> Topology { get; init; } = StringMap.Empty;

    /// <summary>Node that it is on.</summary>
    [Field(6)]
    public string? NodeName { get; init; }

    /// <summary>Where it should be used.</summary>
    [Field(7)]
    public EndpointHints? Hints { get; init; }
}
