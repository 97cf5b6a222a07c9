using System.Text.Json;
using Krewe.Model.Apiextensions;
using Krewe.Model.CustomResources.Paths;
using Krewe.Model.Meta;

namespace Krewe.Model.CustomResources;

/// <summary>The fields by which objects of a custom kind can be selected: <c>spec.color</c> for the path <c>.spec.color</c>.</summary>
internal static class CustomSelectors
{
    public static IReadOnlyDictionary<string, Func<ApiObject, string>> Of(IReadOnlyList<SelectableField> fields)
    {
        var map = new Dictionary<string, Func<ApiObject, string>>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            if (FieldExpression.Parse(field.JsonPath) is { } path)
                map[field.JsonPath.TrimStart('.')] = value => Text(path.First(((CustomObject)value).ToElement()));
        }
        return map;
    }

    private static string Text(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null } => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { } other => other.GetRawText(),
    };
}
