using System.Text.Json;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Json;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Yaml;

namespace Krewe.Model.Apply;

/// <summary>A configuration that somebody wants to hold for an object, read and checked.</summary>
/// <param name="Config">The configuration as it was sent, but for what the endpoint passes over (<c>status</c>, or all else).</param>
/// <param name="Metadata">Its metadata.</param>
/// <param name="Fields">The fields that it says something of.</param>
/// <param name="Warnings">What the client should be told.</param>
internal sealed record ApplyRequest(JsonElement Config, ObjectMeta Metadata, FieldSet Fields, IReadOnlyList<string> Warnings)
{
    /// <summary>Reads the body of an apply patch, YAML or JSON.</summary>
    public static Outcome<ApplyRequest> Read(KindDefinition kind, ObjectKey key, ReadOnlyMemory<byte> body, string subresource, FieldValidation validation)
    {
        ReadOnlyMemory<byte> json;
        var repeated = new List<string>();
        try
        {
            json = YamlJson.Convert(body.Span, repeated);
        }
        catch (YamlJsonException malformed)
        {
            return ApiFailure.BadRequest($"error decoding YAML: {malformed.Message}");
        }
        // The typed form is thrown away, for it cannot tell what was left out from what was said to be empty.
        if (!ApiDecoder.Decode(BodyFormat.Json, json, kind, FieldValidation.Warn).TryGet(out var decoded, out var failure))
            return failure;
        decoded = decoded with { Warnings = [.. ApiDecoder.RepeatedKeys(repeated), .. decoded.Warnings] };
        var document = JsonElement.Parse(json.Span, new JsonDocumentOptions { MaxDepth = JsonFieldReader.MaxDepth });
        if (Check(kind, key, document, decoded, validation) is { } refusal)
            return refusal;

        var config = Scoped(document, kind, subresource);
        var problems = new List<string>();
        var fields = TrackedFields.Of(FieldSets.Of(config, kind.MergeType, problems));
        if (problems.Count > 0)
            return Untypable(kind, key, string.Join(", ", problems));
        return new ApplyRequest(config, decoded.Value.Metadata, fields, validation == FieldValidation.Ignore ? [] : decoded.Warnings);
    }

    private static ApiFailure? Check(KindDefinition kind, ObjectKey key, JsonElement document, Decoded<ApiObject> decoded, FieldValidation validation)
    {
        if (document.Field("apiVersion") is not { ValueKind: JsonValueKind.String } version || document.Field("kind") is not { ValueKind: JsonValueKind.String })
            return ApiFailure.BadRequest("invalid object type: /, Kind=");
        if (version.GetString() != kind.Gvk.ApiVersion)
            return ApiFailure.BadRequest($"Incorrect version specified in apply patch. Specified patch version: {version.GetString()}, expected: {kind.Gvk.ApiVersion}");
        if (document.Field("metadata")?.Field("managedFields") is { ValueKind: not JsonValueKind.Null })
            return ApiFailure.BadRequest("metadata.managedFields must be nil");
        var unknown = decoded.Warnings.Where(warning => warning.StartsWith(UnknownField, StringComparison.Ordinal)).ToList();
        if (unknown.Count > 0)
            return Untypable(kind, key, string.Join(", ", unknown.Select(warning => $".{warning[UnknownField.Length..].Trim('"')}: field not declared in schema")));
        return validation == FieldValidation.Strict && decoded.Warnings.Count > 0
            ? ApiFailure.BadRequest($"error strict decoding YAML: {string.Join(", ", decoded.Warnings)}")
            : null;
    }

    /// <summary>Each endpoint writes its own part; what is said of the others does not count.</summary>
    private static JsonElement Scoped(JsonElement document, KindDefinition kind, string subresource)
    {
        // A scale is applied as the field of the object that it stands for.
        if (subresource is "" or "scale")
            return kind.HasStatus ? Where(document, static name => name != "status") : document;
        return Where(document, static name => name is "apiVersion" or "kind" or "status");
    }

    private static JsonElement Where(JsonElement document, Func<string, bool> isKept)
    {
        if (document.EnumerateObject().All(field => isKept(field.Name)))
            return document;
        return JsonOutput.Of(writer =>
        {
            writer.WriteStartObject();
            foreach (var field in document.EnumerateObject().Where(field => isKept(field.Name)))
                field.WriteTo(writer);
            writer.WriteEndObject();
        });
    }

    private static ApiFailure Untypable(KindDefinition kind, ObjectKey key, string problem) => ApiFailure.BadRequest(
        $"failed to create typed patch object ({key.Namespace}/{key.Name}; {kind.Gvk.ApiVersion}, Kind={kind.Gvk.Kind}): {problem}");

    private const string UnknownField = "unknown field ";
}
