using Microsoft.CodeAnalysis;

namespace Krewe.Model.Generators;

/// <summary>A type of values: as C# writes it, the codec that reads and writes it, and the expression of its schema.</summary>
/// <param name="Type">Fully qualified C# type.</param>
/// <param name="Kind">Its <c>FieldKind</c>.</param>
/// <param name="Codec">Fully qualified codec type.</param>
/// <param name="Schema">Expression of type <c>FieldType</c>.</param>
internal sealed record ValueModel(string Type, string Kind, string Codec, string Schema)
{
    private const string Codecs = "global::Krewe.Model.Schema.Codecs.";
    private const string FieldType = "global::Krewe.Model.Schema.FieldType.";

    /// <summary>The type's model, or null if it is none of the API.</summary>
    public static ValueModel? Create(ITypeSymbol type, bool micro)
    {
        var name = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        switch (type.SpecialType)
        {
            case SpecialType.System_String: return Simple(name, "String");
            case SpecialType.System_Boolean: return Simple(name, "Boolean");
            case SpecialType.System_Int32: return Simple(name, "Int32");
            case SpecialType.System_Int64: return Simple(name, "Int64");
            case SpecialType.System_Double: return Simple(name, "Double");
        }
        switch (name)
        {
            case "global::System.DateTimeOffset": return Simple(name, micro ? "MicroTime" : "Time");
            case "global::System.ReadOnlyMemory<byte>": return Simple(name, "Bytes");
            case "global::System.Text.Json.JsonElement": return Simple(name, "Raw");
            case "global::Krewe.Model.Apply.FieldsText": return new ValueModel(name, "Raw", $"{Codecs}FieldsTextCodec", $"{FieldType}Of(global::Krewe.Model.Schema.FieldKind.Raw)");
            case "global::Krewe.Model.Quantities.Quantity": return Simple(name, "Quantity");
            case "global::Krewe.Model.Quantities.IntOrString": return Simple(name, "IntOrString");
            case "global::Krewe.Model.Apiextensions.JSONSchemaPropsOrBool":
                return new ValueModel(name, "Record", $"{Codecs}SchemaOrBoolCodec", $"{FieldType}OrBoolean<global::Krewe.Model.Apiextensions.JSONSchemaProps>()");
        }
        if (type.AllInterfaces.Any(i => i.Name == "IOpenEnum"))
            return new ValueModel(name, "Enum", $"{Codecs}EnumCodec<{name}>", $"{FieldType}EnumOf<{name}>()");
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (parent.ToDisplayString() == "Krewe.Model.Schema.ApiRecord")
                return new ValueModel(name, "Record", $"{Codecs}RecordFieldCodec<{name}>", $"{FieldType}Of<{name}>()");
        }
        if (type is INamedTypeSymbol { Name: "IReadOnlyList", TypeArguments: [var item] } && Create(item, micro) is { } items)
            return new ValueModel(name, "List", $"{Codecs}ListCodec<{items.Type}, {items.Codec}>", $"{FieldType}ListOf({items.Schema})");
        return null;
    }

    private static ValueModel Simple(string type, string kind) =>
        new(type, kind, $"{Codecs}{kind}Codec", $"{FieldType}Of(global::Krewe.Model.Schema.FieldKind.{kind})");
}
