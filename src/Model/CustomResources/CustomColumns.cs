using System.Text.Json;
using System.Text.Json.Nodes;
using Krewe.Model.Apiextensions;
using Krewe.Model.CustomResources.Paths;
using Krewe.Model.Json;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Tables;

namespace Krewe.Model.CustomResources;

/// <summary>Columns of a custom kind's tables.</summary>
internal static class CustomColumns
{
    private const string Created = ".metadata.creationTimestamp";

    public static IReadOnlyList<TableColumn> Of(IReadOnlyList<CustomResourceColumnDefinition> columns) =>
        columns.Count == 0 ? [new TableColumn("Age", "date", 0, "Time since the object was created.", Age)] : [.. columns.Select(Of)];

    private static TableColumn Of(CustomResourceColumnDefinition column)
    {
        var path = FieldExpression.Parse(column.JsonPath);
        Func<ApiObject, DateTimeOffset, JsonValue?> cell = column.JsonPath == Created && column.Type == "date" ? Age
            : (value, now) => path is null ? null : Cell(column.Type, path.Find(((CustomObject)value).ToElement()), now);
        return new TableColumn(column.Name, column.Type, column.Priority ?? 0, column.Description ?? $"Custom resource definition column (in JSONPath format): {column.JsonPath}", cell);
    }

    private static JsonValue Age(ApiObject value, DateTimeOffset now) => JsonValue.Create(HumanDuration.Since(value.Metadata.CreationTimestamp, now));

    private static JsonValue? Cell(string type, IReadOnlyList<JsonElement> found, DateTimeOffset now)
    {
        if (found.Count == 0 || found[0].ValueKind == JsonValueKind.Null)
            return null;
        var first = found[0];
        return (type, first.ValueKind) switch
        {
            ("string", _) => JsonValue.Create(string.Join(' ', found.Select(Text))),
            ("integer", JsonValueKind.Number) => first.TryGetInt64(out var whole) ? JsonValue.Create(whole) : JsonValue.Create((long)first.GetDouble()),
            ("number", JsonValueKind.Number) => JsonValue.Create(first),
            ("boolean", JsonValueKind.True or JsonValueKind.False) => JsonValue.Create(first.GetBoolean()),
            ("date", JsonValueKind.String) => JsonValue.Create(Rfc3339.TryParse(System.Text.Encoding.UTF8.GetBytes(first.GetString()!), micro: false, out var time)
                ? HumanDuration.Since(time, now)
                : "<invalid>"),
            _ => null,
        };
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
