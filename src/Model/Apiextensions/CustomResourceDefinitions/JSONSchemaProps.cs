using System.Text.Json;
using Krewe.Model.Schema;

namespace Krewe.Model.Apiextensions;

/// <summary>A schema: what a value may look like (JSON schema, as far as OpenAPI v3 has it).</summary>
[ApiName("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps")]
public sealed partial record JSONSchemaProps : ApiRecord
{
    /// <summary>Forbidden here: an identifier of the schema.</summary>
    [Field(1)]
    public string? Id { get; init; }

    /// <summary>The dialect of the schema.</summary>
    [Field(2, Name = "$schema")]
    public string? Dialect { get; init; }

    /// <summary>Forbidden here: a reference to another schema.</summary>
    [Field(3, Name = "$ref")]
    public string? Reference { get; init; }

    /// <summary>What the field says; kubectl explain prints it.</summary>
    [Field(4)]
    public string? Description { get; init; }

    /// <summary>Type of the value: object, array, string, integer, number or boolean.</summary>
    [Field(5)]
    public string? Type { get; init; }

    /// <summary>Form of a text (date-time, duration, ipv4, uuid, byte, ...) or size of a number (int32, int64, float, double).</summary>
    [Field(6)]
    public string? Format { get; init; }

    /// <summary>Title of the schema.</summary>
    [Field(7)]
    public string? Title { get; init; }

    /// <summary>The value of a field that is left out.</summary>
    [Field(8)]
    public JsonElement? Default { get; init; }

    /// <summary>The greatest number.</summary>
    [Field(9)]
    public double? Maximum { get; init; }

    /// <summary>True if the greatest number is not allowed itself.</summary>
    [Field(10, OmitZero = true)]
    public bool? ExclusiveMaximum { get; init; }

    /// <summary>The least number.</summary>
    [Field(11)]
    public double? Minimum { get; init; }

    /// <summary>True if the least number is not allowed itself.</summary>
    [Field(12, OmitZero = true)]
    public bool? ExclusiveMinimum { get; init; }

    /// <summary>The most characters of a text.</summary>
    [Field(13)]
    public long? MaxLength { get; init; }

    /// <summary>The fewest characters of a text.</summary>
    [Field(14)]
    public long? MinLength { get; init; }

    /// <summary>Regular expression that a text matches somewhere.</summary>
    [Field(15)]
    public string? Pattern { get; init; }

    /// <summary>The most items of a list.</summary>
    [Field(16)]
    public long? MaxItems { get; init; }

    /// <summary>The fewest items of a list.</summary>
    [Field(17)]
    public long? MinItems { get; init; }

    /// <summary>Forbidden here, because it is slow: say x-kubernetes-list-type set instead.</summary>
    [Field(18, OmitZero = true)]
    public bool? UniqueItems { get; init; }

    /// <summary>What a number is a multiple of.</summary>
    [Field(19)]
    public double? MultipleOf { get; init; }

    /// <summary>The values that are allowed.</summary>
    [Field(20)]
    public IReadOnlyList<JsonElement> Enum { get; init; } = [];

    /// <summary>The most fields of an object.</summary>
    [Field(21)]
    public long? MaxProperties { get; init; }

    /// <summary>The fewest fields of an object.</summary>
    [Field(22)]
    public long? MinProperties { get; init; }

    /// <summary>Fields that an object must have.</summary>
    [Field(23)]
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>What the items of a list look like.</summary>
    [Field(1, Within = 24)]
    public JSONSchemaProps? Items { get; init; }

    /// <summary>The value must match all of these.</summary>
    [Field(25)]
    public IReadOnlyList<JSONSchemaProps> AllOf { get; init; } = [];

    /// <summary>The value must match exactly one of these.</summary>
    [Field(26)]
    public IReadOnlyList<JSONSchemaProps> OneOf { get; init; } = [];

    /// <summary>The value must match one of these at least.</summary>
    [Field(27)]
    public IReadOnlyList<JSONSchemaProps> AnyOf { get; init; } = [];

    /// <summary>The value must not match this.</summary>
    [Field(28)]
    public JSONSchemaProps? Not { get; init; }

    /// <summary>The fields of an object.</summary>
    [Field(29)]
    public IReadOnlyDictionary<string, JSONSchemaProps> Properties { get; init; } = StringMap.EmptyOf<JSONSchemaProps>();

    /// <summary>What the values of a map look like; true for any.</summary>
    [Field(30)]
    public JSONSchemaPropsOrBool? AdditionalProperties { get; init; }

    /// <summary>Forbidden here.</summary>
    [Field(31)]
    public IReadOnlyDictionary<string, JSONSchemaProps> PatternProperties { get; init; } = StringMap.EmptyOf<JSONSchemaProps>();

    /// <summary>Forbidden here.</summary>
    [Field(32)]
    public IReadOnlyDictionary<string, JsonElement> Dependencies { get; init; } = StringMap.EmptyOf<JsonElement>();

    /// <summary>Forbidden here.</summary>
    [Field(33)]
    public JSONSchemaPropsOrBool? AdditionalItems { get; init; }

    /// <summary>Forbidden here.</summary>
    [Field(34)]
    public IReadOnlyDictionary<string, JSONSchemaProps> Definitions { get; init; } = StringMap.EmptyOf<JSONSchemaProps>();

    /// <summary>Where more is written about the value.</summary>
    [Field(35)]
    public ExternalDocumentation? ExternalDocs { get; init; }

    /// <summary>An example of the value.</summary>
    [Field(36)]
    public JsonElement? Example { get; init; }

    /// <summary>True if the value may be null.</summary>
    [Field(37, OmitZero = true)]
    public bool? Nullable { get; init; }

    /// <summary>True if fields that the schema does not name are kept.</summary>
    [Field(38, Name = "x-kubernetes-preserve-unknown-fields", OmitZero = true)]
    public bool? XPreserveUnknownFields { get; init; }

    /// <summary>True if the value is a whole object with apiVersion, kind and metadata.</summary>
    [Field(39, Name = "x-kubernetes-embedded-resource", OmitZero = true)]
    public bool? XEmbeddedResource { get; init; }

    /// <summary>True if the value is an integer or a text.</summary>
    [Field(40, Name = "x-kubernetes-int-or-string", OmitZero = true)]
    public bool? XIntOrString { get; init; }

    /// <summary>For a list of type map, the fields by which items are told apart.</summary>
    [Field(41, Name = "x-kubernetes-list-map-keys")]
    public IReadOnlyList<string> XListMapKeys { get; init; } = [];

    /// <summary>atomic, set or map: whether items must differ, and how appliers merge the list.</summary>
    [Field(42, Name = "x-kubernetes-list-type")]
    public string? XListType { get; init; }

    /// <summary>granular or atomic: how appliers merge the object.</summary>
    [Field(43, Name = "x-kubernetes-map-type")]
    public string? XMapType { get; init; }

    /// <summary>Rules in the expression language CEL that values must keep.</summary>
    [Field(44, Name = "x-kubernetes-validations")]
    public IReadOnlyList<ValidationRule> XValidations { get; init; } = [];
}

/// <summary>A rule in the expression language CEL.</summary>
[ApiName("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ValidationRule")]
public sealed partial record ValidationRule : ApiRecord
{
    /// <summary>The expression, which must be true.</summary>
    [Field(1, Required = true)]
    public string Rule { get; init; } = "";

    /// <summary>What to say where it is false.</summary>
    [Field(2)]
    public string? Message { get; init; }

    /// <summary>An expression that makes what to say where it is false.</summary>
    [Field(3)]
    public string? MessageExpression { get; init; }

    /// <summary>Class of the error.</summary>
    [Field(4)]
    public string? Reason { get; init; }

    /// <summary>Field that the error is reported for.</summary>
    [Field(5)]
    public string? FieldPath { get; init; }

    /// <summary>True if the rule holds for creations too although it looks at the old value.</summary>
    [Field(6)]
    public bool? OptionalOldSelf { get; init; }
}

/// <summary>Where more is written.</summary>
[ApiName("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ExternalDocumentation")]
public sealed partial record ExternalDocumentation : ApiRecord
{
    /// <summary>What is there.</summary>
    [Field(1)]
    public string? Description { get; init; }

    /// <summary>The address.</summary>
    [Field(2)]
    public string? Url { get; init; }
}
