using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Krewe.Model.CustomResources;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Json;
using Krewe.Model.Meta;
using Krewe.Model.Schema;
using Krewe.Model.Validation;

namespace Krewe.Model.Patches;

/// <summary>Applies a patch that anybody may have written to an object. The result still has to be decoded and validated.</summary>
public static class Patch
{
    /// <summary>Media types of the patches that can be applied, for messages.</summary>
    public static IReadOnlyList<string> MediaTypes { get; } = ["application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json", "application/apply-patch+yaml"];

    /// <summary>The patch type that a Content-Type names, or null.</summary>
    public static PatchType? TypeOf(string? contentType)
    {
        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        return (end < 0 ? type : type[..end]).Trim() switch
        {
            "application/json-patch+json" => PatchType.Json,
            "application/merge-patch+json" => PatchType.Merge,
            "application/strategic-merge-patch+json" => PatchType.StrategicMerge,
            "application/apply-patch+yaml" => PatchType.Apply,
            _ => null,
        };
    }

    /// <summary>
    /// Applies <paramref name="patch"/> to a version of an object and decodes the result. Unknown fields that the object has already
    /// are not held against the patch. Of a field that is repeated, in the one or the other, the last counts.
    /// </summary>
    public static Outcome<Decoded<ApiObject>> Apply(PatchType type, ApiDocument document, ReadOnlyMemory<byte> patch, FieldValidation validation)
    {
        var kind = document.Definition;
        if (type == PatchType.StrategicMerge && kind is CustomKind)
            return ApiFailure.UnsupportedMediaType(MediaTypes.Where(media => TypeOf(media) != PatchType.StrategicMerge));
        if (!Apply(type, document.Json, patch, kind.Codec.Schema).TryGet(out var patched, out var failure))
            return failure;
        if (!ApiDecoder.Decode(BodyFormat.Json, patched, kind, validation == FieldValidation.Ignore ? validation : FieldValidation.Warn).TryGet(out var decoded, out failure))
            return Invalid(failure.Message);
        var repeated = validation == FieldValidation.Ignore ? [] : StrictFields.Check(patch.Span, []);
        if (decoded.Warnings.Count + repeated.Count == 0)
            return decoded;
        var before = ApiDecoder.Decode(BodyFormat.Json, document.Json, kind, FieldValidation.Warn);
        string[] warnings = [.. repeated, .. before.Succeeded ? decoded.Warnings.Except(before.Value.Warnings, StringComparer.Ordinal) : decoded.Warnings];
        return validation == FieldValidation.Strict && warnings.Length > 0
            ? Invalid($"strict decoding error: {string.Join(", ", warnings)}")
            : decoded with { Warnings = warnings };

        ApiFailure Invalid(string detail)
        {
            var errors = new FieldErrors();
            errors.Invalid(FieldPath.Of("patch"), Encoding.UTF8.GetString(patch.Span), detail);
            // Kubernetes names no object here, so kubectl says "The request is invalid".
            return new ApiFailure(FailureReason.Invalid, $" \"\" is invalid: {errors.Items[0]}") { Causes = errors.Items };
        }
    }

    /// <summary>Applies <paramref name="patch"/> to a JSON document of the type that <paramref name="schema"/> describes.</summary>
    public static Outcome<ReadOnlyMemory<byte>> Apply(PatchType type, ReadOnlyMemory<byte> document, ReadOnlyMemory<byte> patch, RecordSchema schema)
    {
        if (JsonTree.Parse(document.Span) is not JsonObject target)
            return ApiFailure.BadRequest("the document to patch is no object");
        JsonNode? change;
        try
        {
            if (JsonText.Problem(patch.Span) is { } problem)
                return ApiFailure.BadRequest($"error decoding patch: {problem}");
            change = JsonTree.Parse(patch.Span);
        }
        catch (JsonException malformed)
        {
            return ApiFailure.BadRequest($"error decoding patch: {JsonErrorText.Of(malformed, patch.Span)}");
        }
        return Apply(type, target, change, schema).TryGet(out var patched, out var failure)
            ? (ReadOnlyMemory<byte>)JsonCompaction.Bytes(patched)
            : failure;
    }

    /// <summary>The same on a tree, which is changed in place.</summary>
    public static Outcome<JsonNode> Apply(PatchType type, JsonObject document, JsonNode? patch, RecordSchema schema)
    {
        try
        {
            switch (type)
            {
                case PatchType.Json:
                    return patch is JsonArray operations
                        ? JsonPatch.Apply(document, operations)
                        : ApiFailure.BadRequest("error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch");
                case PatchType.Merge when patch is JsonObject fields:
                    MergePatch.Apply(document, fields);
                    return document;
                case PatchType.StrategicMerge when patch is JsonObject fields:
                    return StrategicMergePatch.Merge(document, fields, schema);
                case PatchType.Apply:
                    // Who applies owns fields, so this takes more than a document: see Krewe.Model.Apply.
                    return ApiFailure.UnsupportedMediaType([.. MediaTypes.SkipLast(1)]);
                default:
                    return ApiFailure.BadRequest("error decoding patch: a merge patch must be an object");
            }
        }
        catch (PatchException invalid)
        {
            return invalid.Failure;
        }
    }
}
