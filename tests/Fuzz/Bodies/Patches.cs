using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Krewe.Fuzz.Requests;
using Krewe.Model.Kinds;
using Krewe.Model.Yaml;

namespace Krewe.Fuzz.Bodies;

/// <summary>Patches of all types.</summary>
internal static class Patches
{
    private static readonly string[] Paths =
    [
        "", "/", "/metadata", "/metadata/labels", "/metadata/labels/app", "/metadata/annotations/a~1b", "/metadata/name", "/metadata/resourceVersion", "/metadata/uid", "/metadata/finalizers", "/metadata/finalizers/-",
        "/metadata/managedFields", "/metadata/ownerReferences/0", "/spec", "/spec/replicas", "/spec/template", "/spec/template/spec/containers/0/image", "/spec/template/spec/containers/-", "/spec/containers/0",
        "/spec/containers/99999999999", "/spec/containers/-1", "/spec/containers/01", "/data", "/data/a", "/status", "/status/conditions/-", "/spec/ports/0/port", "/a~0b", "/~2", "no-slash", "/spec/volumes/-",
    ];

    private static readonly string[] Directives =
        ["$patch", "$retainKeys", "$setElementOrder/containers", "$setElementOrder/ports", "$deleteFromPrimitiveList/finalizers", "$deleteFromPrimitiveList/args", "$setElementOrder/x"];

    /// <summary>Content type and bytes of a patch of an object of a kind.</summary>
    public static (string ContentType, byte[] Body) Make(KindDefinition kind, string name, Random random) => random.Next(4) switch
    {
        0 => ("application/json-patch+json", JsonPatch(random)),
        1 => ("application/merge-patch+json", Partial(kind, name, random)),
        2 => ("application/strategic-merge-patch+json", Strategic(kind, name, random)),
        _ => ("application/apply-patch+yaml", random.Next(2) == 0 ? Samples.Json(kind, name, random) : JsonYaml.Convert(Partial(kind, name, random)).ToArray()),
    };

    private static byte[] JsonPatch(Random random)
    {
        var operations = Enumerable.Range(0, random.Next(1, 6)).Select(_ =>
        {
            var op = Pick(random, "add", "remove", "replace", "move", "copy", "test", "none");
            return $$"""{"op":"{{op}}","path":{{Quoted(Path(random))}},"from":{{Quoted(Path(random))}},"value":{{Nasty.Json(random)}}}""";
        });
        return Encoding.UTF8.GetBytes($"[{string.Join(',', operations)}]");
    }

    private static string Path(Random random) => random.Next(10) == 0 ? Nasty.Text(random) : Pick(random, Paths);

    /// <summary>Some fields of an object, changed.</summary>
    private static byte[] Partial(KindDefinition kind, string name, Random random)
    {
        var value = JsonNode.Parse(JsonMutation.Apply(Samples.Json(kind, name, random), random))!;
        if (value is JsonObject fields)
        {
            foreach (var field in fields.Select(field => field.Key).ToArray())
            {
                if (random.Next(3) == 0)
                    fields.Remove(field);
            }
        }
        return Encoding.UTF8.GetBytes(value.ToJsonString());
    }

    private static byte[] Strategic(KindDefinition kind, string name, Random random)
    {
        var value = JsonNode.Parse(Partial(kind, name, random))!;
        for (var i = random.Next(3); i > 0; i--)
        {
            if (Somewhere(value, random) is JsonObject place)
                place[Pick(random, Directives)] = JsonNode.Parse(random.Next(3) == 0 ? Nasty.Json(random) : Pick(random, "\"delete\"", "\"replace\"", "\"merge\"", "[\"a\",\"b\"]", "[{\"name\":\"c\"}]"));
        }
        return Encoding.UTF8.GetBytes(value.ToJsonString());
    }

    private static JsonNode? Somewhere(JsonNode? node, Random random) => node switch
    {
        JsonObject value when value.Count > 0 && random.Next(4) > 0 => Somewhere(value.ElementAt(random.Next(value.Count)).Value, random) ?? value,
        JsonArray items when items.Count > 0 => Somewhere(items[random.Next(items.Count)], random),
        JsonObject value => value,
        _ => null,
    };

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static string Pick(Random random, params ReadOnlySpan<string> choices) => choices[random.Next(choices.Length)];
}
