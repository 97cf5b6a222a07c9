using System.Text.Json;
using Microsoft.CodeAnalysis;

namespace Krewe.Model.Generators;

/// <summary>How a property holds its value, which decides how absence looks.</summary>
internal enum FieldShape
{
    /// <summary>A nullable value; null is absence.</summary>
    Nullable,

    /// <summary>A structure or JSON that is always written.</summary>
    Always,

    /// <summary>A scalar whose default is absence, unless it is required.</summary>
    Scalar,

    /// <summary>A list; empty is absence.</summary>
    List,

    /// <summary>A map; empty is absence.</summary>
    Map,
}

/// <summary>What the emitter needs to know of one field.</summary>
/// <param name="PropertyName">Name of the property.</param>
/// <param name="JsonName">Name in JSON.</param>
/// <param name="Number">Protobuf number.</param>
/// <param name="Within">Number of the embedded message that it belongs to, or 0.</param>
/// <param name="Shape">How absence looks.</param>
/// <param name="Value">Type and codec of the value, or of the items of a list or map.</param>
internal sealed record FieldModel(string PropertyName, string JsonName, int Number, int Within, FieldShape Shape, ValueModel Value)
{
    public string Description { get; init; } = "";

    public string? MergeKey { get; init; }

    public bool RetainKeys { get; init; }

    public string? ListKeys { get; init; }

    public bool Atomic { get; init; }

    public bool Required { get; init; }

    public bool OmitZero { get; init; }

    /// <summary>Number by which the generated reader of protobuf knows it.</summary>
    public int Composite => (Within << 16) | Number;

    public static FieldModel? Create(IPropertySymbol property, AttributeData attribute)
    {
        var named = attribute.NamedArguments.ToDictionary(a => a.Key, a => a.Value.Value);
        var micro = named.GetValueOrDefault("Micro") is true;
        var type = property.Type;
        FieldShape shape;
        ValueModel? value;
        if (type is INamedTypeSymbol { Name: "IReadOnlyList", TypeArguments: [var item] })
            (shape, value) = (FieldShape.List, ValueModel.Create(item, micro));
        else if (type is INamedTypeSymbol { Name: "IReadOnlyDictionary", TypeArguments: [{ SpecialType: SpecialType.System_String }, var entry] })
            (shape, value) = (FieldShape.Map, ValueModel.Create(entry, micro));
        else if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var underlying] })
            (shape, value) = (FieldShape.Nullable, ValueModel.Create(underlying, micro));
        else
        {
            value = ValueModel.Create(type, micro);
            shape = type.NullableAnnotation == NullableAnnotation.Annotated ? FieldShape.Nullable
                : value is { Kind: "Record" or "Raw" } ? FieldShape.Always
                : FieldShape.Scalar;
        }
        if (value is null)
            return null;
        return new FieldModel(
            property.Name,
            named.GetValueOrDefault("Name") as string ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name),
            (int)attribute.ConstructorArguments[0].Value!,
            named.GetValueOrDefault("Within") as int? ?? 0,
            shape,
            value)
        {
            Description = Documentation.Summary(property),
            MergeKey = named.GetValueOrDefault("MergeKey") as string,
            RetainKeys = named.GetValueOrDefault("RetainKeys") is true,
            ListKeys = named.GetValueOrDefault("ListKeys") as string,
            Atomic = named.GetValueOrDefault("Atomic") is true,
            Required = named.GetValueOrDefault("Required") is true,
            OmitZero = named.GetValueOrDefault("OmitZero") is true,
        };
    }
}
