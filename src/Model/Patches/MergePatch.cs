using System.Text.Json.Nodes;

namespace Krewe.Model.Patches;

/// <summary>JSON merge patch, RFC 7386.</summary>
internal static class MergePatch
{
    public static void Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            switch (value)
            {
                case null:
                    target.Remove(name);
                    break;
                case JsonObject fields:
                    if (target[name] is not JsonObject inner)
                        target[name] = inner = [];
                    Apply(inner, fields);
                    break;
                default:
                    target[name] = value.DeepClone();
                    break;
            }
        }
    }
}
