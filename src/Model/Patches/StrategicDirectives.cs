using System.Text.Json.Nodes;

namespace Krewe.Model.Patches;

/// <summary>The keys by which a strategic merge patch says more than values.</summary>
internal static class StrategicDirectives
{
    /// <summary><c>replace</c>, <c>delete</c> or <c>merge</c>, in a structure or in an item of a list.</summary>
    public const string Patch = "$patch";

    /// <summary>Names of the fields that stay; all others go.</summary>
    public const string RetainKeys = "$retainKeys";

    private const string ElementOrderPrefix = "$setElementOrder/";
    private const string DeletePrefix = "$deleteFromPrimitiveList/";

    /// <summary>The list whose order the key sets, or null for other keys.</summary>
    public static string? OrderedList(string key) => key.StartsWith(ElementOrderPrefix, StringComparison.Ordinal) ? key[ElementOrderPrefix.Length..] : null;

    /// <summary>The list that the key deletes from, or null for other keys.</summary>
    public static string? DeletingList(string key) => key.StartsWith(DeletePrefix, StringComparison.Ordinal) ? key[DeletePrefix.Length..] : null;

    public static bool IsDirective(string key) => key is Patch or RetainKeys || OrderedList(key) is not null || DeletingList(key) is not null;

    /// <summary>What <c>$patch</c> says, or null.</summary>
    public static string? Of(JsonNode? node) => node is JsonObject fields && fields[Patch] is { } directive
        ? directive.GetValueKind() == System.Text.Json.JsonValueKind.String ? directive.GetValue<string>() : throw Unknown(directive)
        : null;

    public static PatchException Unknown(JsonNode? directive) => new($"unknown patch type found: {directive?.ToJsonString()}");

    /// <summary>
    /// The value as it becomes part of a document that has nothing there yet: a copy without directives, without nulls in structures
    /// and without items that are to be deleted.
    /// </summary>
    public static JsonNode? Plain(JsonNode? value)
    {
        switch (value)
        {
            case JsonObject fields:
                var copy = new JsonObject();
                if (Of(fields) == "delete")
                    return copy;
                foreach (var (name, field) in fields)
                {
                    if (field is not null && !IsDirective(name))
                        copy[name] = Plain(field);
                }
                return copy;
            case JsonArray items:
                return new JsonArray([.. items.Where(i => Of(i) != "delete" && (Of(i) is null || i is not JsonObject { Count: 1 })).Select(Plain)]);
            default:
                return value?.DeepClone();
        }
    }
}
