using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Authorization;

/// <summary>Something that might be done with resources.</summary>
public sealed partial record ResourceAttributes : ApiRecord
{
    /// <summary>Namespace; empty for resources of cluster scope, and for all namespaces where the resource is in namespaces.</summary>
    [Field(1)]
    public string? Namespace { get; init; }

    /// <summary>What is to be done: get, list, watch, create, update, patch, delete, deletecollection, or * for all.</summary>
    [Field(2)]
    public string? Verb { get; init; }

    /// <summary>API group of the resource, or * for all.</summary>
    [Field(3)]
    public string? Group { get; init; }

    /// <summary>API version of the resource, or * for all.</summary>
    [Field(4)]
    public string? Version { get; init; }

    /// <summary>The resource by its plural, or * for all.</summary>
    [Field(5)]
    public string? Resource { get; init; }

    /// <summary>Its subresource; empty for the resource itself.</summary>
    [Field(6)]
    public string? Subresource { get; init; }

    /// <summary>Name of the object; empty for all.</summary>
    [Field(7)]
    public string? Name { get; init; }

    /// <summary>Fields that the request is limited to. No rule depends on it.</summary>
    [Field(8)]
    public FieldSelectorAttributes? FieldSelector { get; init; }

    /// <summary>Labels that the request is limited to. No rule depends on it.</summary>
    [Field(9)]
    public LabelSelectorAttributes? LabelSelector { get; init; }
}

/// <summary>Fields that a request is limited to.</summary>
public sealed partial record FieldSelectorAttributes : ApiRecord
{
    /// <summary>The selector as it stands in a request's query.</summary>
    [Field(1)]
    public string? RawSelector { get; init; }

    /// <summary>The selector's requirements, all of which hold.</summary>
    [Field(2)]
    public IReadOnlyList<FieldSelectorRequirement> Requirements { get; init; } = [];
}

/// <summary>One requirement on a field.</summary>
[ApiName("io.k8s.apimachinery.pkg.apis.meta.v1.FieldSelectorRequirement")]
public sealed partial record FieldSelectorRequirement : ApiRecord
{
    /// <summary>The field.</summary>
    [Field(1, Required = true)]
    public string? Key { get; init; }

    /// <summary>How the field relates to the values: In, NotIn, Exists, DoesNotExist.</summary>
    [Field(2, Required = true)]
    public string? Operator { get; init; }

    /// <summary>The values.</summary>
    [Field(3)]
    public IReadOnlyList<string> Values { get; init; } = [];
}

/// <summary>Labels that a request is limited to.</summary>
public sealed partial record LabelSelectorAttributes : ApiRecord
{
    /// <summary>The selector as it stands in a request's query.</summary>
    [Field(1)]
    public string? RawSelector { get; init; }

    /// <summary>The selector's requirements, all of which hold.</summary>
    [Field(2)]
    public IReadOnlyList<LabelSelectorRequirement> Requirements { get; init; } = [];
}
