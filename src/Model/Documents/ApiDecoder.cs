using System.Text.Json;
using Krewe.Model.CustomResources;
using Krewe.Model.Failures;
using Krewe.Model.Json;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Protobuf;
using Krewe.Model.Schema;
using Krewe.Model.Yaml;

namespace Krewe.Model.Documents;

/// <summary>
/// Reads the bodies of requests, which anybody may have written: every fault becomes a failure worded as Kubernetes words it. A body
/// without apiVersion and kind is taken for what the request's URL says.
/// </summary>
public static class ApiDecoder
{
    /// <summary>Media types of the formats, for messages.</summary>
    public static IReadOnlyList<string> MediaTypes { get; } = ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"];

    /// <summary>The format that a Content-Type names (JSON if there is none), or null.</summary>
    public static BodyFormat? FormatOf(string? contentType)
    {
        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        return type.IsEmpty || type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type is "*/*" ? BodyFormat.Json
            : type.Equals("application/yaml", StringComparison.OrdinalIgnoreCase) ? BodyFormat.Yaml
            : type.Equals("application/vnd.kubernetes.protobuf", StringComparison.OrdinalIgnoreCase) ? BodyFormat.Protobuf
            : null;
    }

    /// <summary>Reads an object of a kind.</summary>
    public static Outcome<Decoded<ApiObject>> Decode(BodyFormat format, ReadOnlyMemory<byte> body, KindDefinition expected, FieldValidation validation)
    {
        if (expected is CustomKind custom)
            return DecodeCustom(format, body, custom, validation);
        var outcome = Decode(format, body, expected.Codec, expected.Gvk, anyVersion: false, validation);
        return outcome.TryGet(out var decoded, out var failure)
            ? new Decoded<ApiObject>((ApiObject)decoded.Value, decoded.Warnings)
            : failure;
    }

    /// <summary>
    /// Reads a record that is a kind of its own (<see cref="TypeMetaAttribute"/>), such as <c>DeleteOptions</c> or <c>Scale</c>. Its
    /// version may be any: clients send options under the version of what they are about.
    /// </summary>
    public static Outcome<Decoded<T>> Decode<T>(BodyFormat format, ReadOnlyMemory<byte> body, FieldValidation validation) where T : ApiRecord, IApiRecord<T>
    {
        var gvk = GroupVersionKind.Parse(T.Schema.ApiVersion ?? "v1", T.Schema.Kind ?? T.Schema.Name);
        return Decode(format, body, RecordCodec.Of<T>(), gvk, anyVersion: true, validation).TryGet(out var decoded, out var failure)
            ? new Decoded<T>((T)decoded.Value, decoded.Warnings)
            : failure;
    }

    /// <summary>What is unknown of a custom object is told by its schema, and is removed.</summary>
    private static Outcome<Decoded<ApiObject>> DecodeCustom(BodyFormat format, ReadOnlyMemory<byte> body, CustomKind kind, FieldValidation validation)
    {
        if (format == BodyFormat.Protobuf)
            return ApiFailure.UnsupportedMediaType(MediaTypes.Except(["application/vnd.kubernetes.protobuf"]));
        var lenient = validation == FieldValidation.Ignore ? FieldValidation.Ignore : FieldValidation.Warn;
        if (!Decode(format, body, kind.Codec, kind.Gvk, anyVersion: false, lenient).TryGet(out var decoded, out var failure))
            return failure;
        var value = (CustomObject)decoded.Value;
        var content = (value.Unknown?.Items ?? []).Select(field => $"unknown field \"{field.Key}\"");
        var (pruned, removed) = kind.Prune(value);
        if (validation == FieldValidation.Ignore)
            return new Decoded<ApiObject>(pruned, []);
        string[] found = [.. decoded.Warnings.Except(content, StringComparer.Ordinal), .. removed.Select(path => $"unknown field \"{path}\"")];
        return found.Length > 0 && validation == FieldValidation.Strict
            ? Unhandled(kind.Gvk, kind.Gvk, $"strict decoding error: {string.Join(", ", found)}")
            : new Decoded<ApiObject>(pruned, found);
    }

    private static Outcome<Decoded<ApiRecord>> Decode(BodyFormat format, ReadOnlyMemory<byte> body, RecordCodec codec, GroupVersionKind expected, bool anyVersion, FieldValidation validation)
    {
        if (format == BodyFormat.Protobuf)
            return DecodeProtobuf(body, codec, expected, anyVersion);
        var json = body;
        List<string> repeated = [];
        if (format == BodyFormat.Yaml)
        {
            try
            {
                json = YamlJson.Convert(body.Span, repeated);
            }
            catch (YamlJsonException malformed)
            {
                return Unrecognized(expected, malformed.Message, body.Span);
            }
        }
        return DecodeJson(json.Span, body.Span, repeated, codec, expected, anyVersion, validation);
    }

    /// <summary>What strict decoding of YAML says of repeated keys.</summary>
    internal static IReadOnlyList<string> RepeatedKeys(IReadOnlyCollection<string> repeated) =>
        repeated.Count == 0 ? [] : [$"yaml: unmarshal errors:\n{string.Join('\n', repeated)}"];

    private static Outcome<Decoded<ApiRecord>> DecodeJson(ReadOnlySpan<byte> json, ReadOnlySpan<byte> original, IReadOnlyCollection<string> repeated, RecordCodec codec, GroupVersionKind expected, bool anyVersion, FieldValidation validation)
    {
        GroupVersionKind actual = expected;
        try
        {
            if (JsonText.Problem(json) is { } problem)
                return Unrecognized(expected, $"couldn't get version/kind; json parse error: {problem}", original);
            actual = TypeMetaReader.Read(json, expected);
            if (Mismatch(actual, expected, anyVersion) is { } mismatch)
                return mismatch;
            var unknown = validation == FieldValidation.Ignore ? null : new List<long>();
            var value = codec.ReadJson(json, unknown);
            if (unknown is null)
                return new Decoded<ApiRecord>(value, []);
            IReadOnlyList<string> found = [.. RepeatedKeys(repeated), .. StrictFields.Check(json, unknown)];
            return found.Count > 0 && validation == FieldValidation.Strict
                ? Unhandled(actual, expected, $"strict decoding error: {string.Join(", ", found)}")
                : new Decoded<ApiRecord>(value, found);
        }
        catch (JsonException malformed)
        {
            return Unrecognized(expected, $"couldn't get version/kind; json parse error: {JsonErrorText.Of(malformed, json)}", original);
        }
        catch (JsonDecodingException wrong)
        {
            return Unhandled(actual, expected, JsonErrorText.Of(wrong, json, codec.Schema));
        }
    }

    private static Outcome<Decoded<ApiRecord>> DecodeProtobuf(ReadOnlyMemory<byte> body, RecordCodec codec, GroupVersionKind expected, bool anyVersion)
    {
        var actual = expected;
        try
        {
            var envelope = ProtoEnvelope.Read(body.Span);
            actual = envelope.Gvk(expected);
            if (Mismatch(actual, expected, anyVersion) is { } mismatch)
                return mismatch;
            return new Decoded<ApiRecord>(codec.ReadProto(envelope.Raw), []);
        }
        catch (ProtoDecodingException malformed)
        {
            return actual == expected ? Unrecognized(expected, malformed.Message, body.Span) : Unhandled(actual, expected, malformed.Message);
        }
    }

    private static ApiFailure? Mismatch(GroupVersionKind actual, GroupVersionKind expected, bool anyVersion)
    {
        if (actual.Kind != expected.Kind)
        {
            return Unhandled(actual, expected, KindRegistry.Find(actual) is null
                ? $"no kind \"{actual.Kind}\" is registered for version \"{actual.ApiVersion}\" in scheme \"krewe\""
                : $"converting ({actual.Version}.{actual.Kind}) to ({expected.Version}.{expected.Kind}): unknown conversion");
        }
        return anyVersion || actual == expected
            ? null
            : ApiFailure.BadRequest($"the API version in the data ({actual.ApiVersion}) does not match the expected API version ({expected.ApiVersion})");
    }

    private static ApiFailure Unhandled(GroupVersionKind actual, GroupVersionKind expected, string detail) =>
        ApiFailure.BadRequest($"{actual.Kind} in version \"{actual.Version}\" cannot be handled as a {expected.Kind}: {detail}");

    private static ApiFailure Unrecognized(GroupVersionKind expected, string detail, ReadOnlySpan<byte> body) =>
        ApiFailure.BadRequest($"the object provided is unrecognized (must be of type {expected.Kind}): {detail} ({BodySummary.Of(body)})");
}
