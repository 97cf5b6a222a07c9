using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Limits what all objects of a namespace may use together.</summary>
public sealed partial record ResourceQuota : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => ResourceQuotaKind.Instance;

    /// <summary>The limits.</summary>
    [Field(2)]
    public ResourceQuotaSpec Spec { get; init; } = new();

    /// <summary>The limits in force, and what is used of them.</summary>
    [Field(3)]
    public ResourceQuotaStatus Status { get; init; } = new();
}

/// <summary>Limits of a quota.</summary>
public sealed partial record ResourceQuotaSpec : ApiRecord
{
    /// <summary>Most of each resource: pods, requests.cpu, services.nodeports, count/deployments.apps and so on.</summary>
    [Field(1)]
    public IReadOnlyDictionary<string, Quantity> Hard { get; init; } = StringMap.EmptyOf<Quantity>();

    /// <summary>Limits the quota to objects that are in all of these scopes. Cannot be changed.</summary>
    [Field(2)]
    public IReadOnlyList<ResourceQuotaScope> Scopes { get; init; } = [];

    /// <summary>Limits the quota to objects that match; both this and the scopes must hold.</summary>
    [Field(3)]
    public ScopeSelector? ScopeSelector { get; init; }
}

/// <summary>What is used of a quota.</summary>
public sealed partial record ResourceQuotaStatus : ApiRecord
{
    /// <summary>The limits in force.</summary>
    [Field(1)]
    public IReadOnlyDictionary<string, Quantity> Hard { get; init; } = StringMap.EmptyOf<Quantity>();

    /// <summary>What is used of them now.</summary>
    [Field(2)]
    public IReadOnlyDictionary<string, Quantity> Used { get; init; } = StringMap.EmptyOf<Quantity>();
}
