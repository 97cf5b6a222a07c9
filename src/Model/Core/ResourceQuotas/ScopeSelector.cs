using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>A query over scopes: all of its requirements must hold.</summary>
[Atomic]
public sealed partial record ScopeSelector : ApiRecord
{
    /// <summary>The requirements.</summary>
    [Field(1)]
    public IReadOnlyList<ScopedResourceSelectorRequirement> MatchExpressions { get; init; } = [];
}

/// <summary>One requirement on a scope.</summary>
[Atomic]
public sealed partial record ScopedResourceSelectorRequirement : ApiRecord
{
    /// <summary>The scope.</summary>
    [Field(1, Required = true)]
    public ResourceQuotaScope? ScopeName { get; init; }

    /// <summary>In, NotIn, Exists or DoesNotExist; scopes without values take Exists only.</summary>
    [Field(2, Required = true)]
    public ScopeSelectorOperator? Operator { get; init; }

    /// <summary>Values for In and NotIn, such as names of priority classes.</summary>
    [Field(3)]
    public IReadOnlyList<string> Values { get; init; } = [];
}
