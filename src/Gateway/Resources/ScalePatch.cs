using System.Text.Json;
using System.Text.Json.Nodes;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Meta;
using Krewe.Model.Patches;

namespace Krewe.Gateway.Resources;

/// <summary>Applies a patch to the scale view of an object. A scale has no lists, so a strategic merge patch of it is a merge patch.</summary>
internal static class ScalePatch
{
    /// <summary>The patched view.</summary>
    public static Outcome<Scale> Apply(PatchType type, ReadOnlyMemory<byte> patch, Scale current)
    {
        if (type == PatchType.Json)
            return ApiFailure.UnsupportedMediaType(["application/merge-patch+json"]);
        try
        {
            if (JsonNode.Parse(patch.Span) is not JsonObject changes)
                return ApiFailure.BadRequest("a merge patch must be an object");
            var merged = JsonNode.Parse(ApiJson.Write(current).Span)!.AsObject();
            Merge(merged, changes);
            return ApiDecoder.Decode<Scale>(BodyFormat.Json, JsonSerializer.SerializeToUtf8Bytes(merged), FieldValidation.Ignore)
                .TryGet(out var decoded, out var failure) ? decoded.Value : failure;
        }
        catch (JsonException e)
        {
            return ApiFailure.BadRequest($"error decoding patch: {e.Message}");
        }
    }

    // RFC 7396.
    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is JsonObject inner && target[name] is JsonObject present)
                Merge(present, inner);
            else if (value is null)
                target.Remove(name);
            else
                target[name] = value.DeepClone();
        }
    }
}
