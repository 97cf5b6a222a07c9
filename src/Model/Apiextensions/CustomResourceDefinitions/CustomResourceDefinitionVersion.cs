using Krewe.Model.Schema;

namespace Krewe.Model.Apiextensions;

/// <summary>One version of a kind.</summary>
[ApiName("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionVersion")]
public sealed partial record CustomResourceDefinitionVersion : ApiRecord
{
    /// <summary>Name of the version: v1, v1beta1.</summary>
    [Field(1, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>True if the API serves the version.</summary>
    [Field(2, Required = true)]
    public bool Served { get; init; }

    /// <summary>True for the one version in which objects are stored.</summary>
    [Field(3, Required = true)]
    public bool Storage { get; init; }

    /// <summary>What objects of this version look like.</summary>
    [Field(4, Name = "schema")]
    public CustomResourceValidation? Validation { get; init; }

    /// <summary>The subresources that objects have.</summary>
    [Field(5)]
    public CustomResourceSubresources? Subresources { get; init; }

    /// <summary>Columns of tables, as kubectl get prints them. Without any there is a column Age.</summary>
    [Field(6)]
    public IReadOnlyList<CustomResourceColumnDefinition> AdditionalPrinterColumns { get; init; } = [];

    /// <summary>True if requests of this version shall be answered with a warning.</summary>
    [Field(7, OmitZero = true)]
    public bool? Deprecated { get; init; }

    /// <summary>The warning, where it shall not be the usual one.</summary>
    [Field(8)]
    public string? DeprecationWarning { get; init; }

    /// <summary>Fields by which field selectors may select.</summary>
    [Field(9)]
    public IReadOnlyList<SelectableField> SelectableFields { get; init; } = [];
}

/// <summary>What objects look like.</summary>
[ApiName("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceValidation")]
public sealed partial record CustomResourceValidation : ApiRecord
{
    /// <summary>The schema, which must be structural.</summary>
    [Field(1, Name = "openAPIV3Schema")]
    public JSONSchemaProps? OpenAPIV3Schema { get; init; }
}

/// <summary>The subresources that objects have.</summary>
[ApiName("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresources")]
public sealed partial record CustomResourceSubresources : ApiRecord
{
    /// <summary>Present if the status is written through its own subresource only.</summary>
    [Field(1)]
    public CustomResourceSubresourceStatus? Status { get; init; }

    /// <summary>Present if objects can be scaled.</summary>
    [Field(2)]
    public CustomResourceSubresourceScale? Scale { get; init; }
}

/// <summary>Says that the status is written through its own subresource only.</summary>
[ApiName("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresourceStatus")]
public sealed partial record CustomResourceSubresourceStatus : ApiRecord
{
}

/// <summary>Where objects keep what can be scaled.</summary>
[ApiName("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceSubresourceScale")]
public sealed partial record CustomResourceSubresourceScale : ApiRecord
{
    /// <summary>JSON path of the desired replicas, below .spec.</summary>
    [Field(1, Required = true)]
    public string SpecReplicasPath { get; init; } = "";

    /// <summary>JSON path of the observed replicas, below .status.</summary>
    [Field(2, Required = true)]
    public string StatusReplicasPath { get; init; } = "";

    /// <summary>JSON path of the selector of the pods in text form, below .spec or .status.</summary>
    [Field(3)]
    public string? LabelSelectorPath { get; init; }
}

/// <summary>One column of tables.</summary>
[ApiName("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceColumnDefinition")]
public sealed partial record CustomResourceColumnDefinition : ApiRecord
{
    /// <summary>Heading of the column.</summary>
    [Field(1, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Type of the cells: string, integer, number, boolean or date.</summary>
    [Field(2, Required = true)]
    public string Type { get; init; } = "";

    /// <summary>Format of the cells, such as int32 or password.</summary>
    [Field(3)]
    public string? Format { get; init; }

    /// <summary>What the column tells.</summary>
    [Field(4)]
    public string? Description { get; init; }

    /// <summary>0 for columns that always show, more for those that show with -o wide.</summary>
    [Field(5, OmitZero = true)]
    public int? Priority { get; init; }

    /// <summary>JSON path of the value in objects: .spec.replicas.</summary>
    [Field(6, Required = true)]
    public string JsonPath { get; init; } = "";
}

/// <summary>A field by which field selectors may select.</summary>
[ApiName("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.SelectableField")]
public sealed partial record SelectableField : ApiRecord
{
    /// <summary>JSON path of the field: .spec.color.</summary>
    [Field(1, Required = true)]
    public string JsonPath { get; init; } = "";
}
