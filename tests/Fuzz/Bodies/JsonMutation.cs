using System.Text;
using System.Text.Json.Nodes;
using Krewe.Fuzz.Requests;

namespace Krewe.Fuzz.Bodies;

/// <summary>Changes JSON as JSON: values replaced by others, taken out, doubled, fields added.</summary>
internal static class JsonMutation
{
    /// <summary>A document with a few changes.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> json, Random random)
    {
        var root = JsonNode.Parse(json)!;
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var places = new List<JsonNode>();
            Collect(root, places);
            Change(places[random.Next(places.Count)], random);
        }
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static void Collect(JsonNode? node, List<JsonNode> into)
    {
        switch (node)
        {
            case JsonObject value:
                into.Add(value);
                foreach (var (_, child) in value)
                    Collect(child, into);
                break;
            case JsonArray items:
                into.Add(items);
                foreach (var item in items)
                    Collect(item, into);
                break;
        }
    }

    private static void Change(JsonNode place, Random random)
    {
        switch (place)
        {
            case JsonObject value when value.Count > 0 && random.Next(4) > 0:
                var name = value.ElementAt(random.Next(value.Count)).Key;
                if (random.Next(3) == 0)
                    value.Remove(name);
                else
                    value[name] = Any(random);
                break;
            case JsonObject value:
                value[Nasty.Text(random)] = Any(random);
                break;
            case JsonArray items when items.Count > 0 && random.Next(3) > 0:
                var at = random.Next(items.Count);
                switch (random.Next(3))
                {
                    case 0: items.RemoveAt(at); break;
                    case 1: items.Add(items[at]?.DeepClone()); break;
                    default: items[at] = Any(random); break;
                }
                break;
            case JsonArray items:
                items.Add(Any(random));
                break;
        }
    }

    private static JsonNode? Any(Random random) => JsonNode.Parse(Nasty.Json(random));
}
