using System.Text.Json;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Yaml;

namespace Krewe.Cli.Local;

/// <summary>Reads the objects of a folder's YAML files.</summary>
internal static class Manifests
{
    /// <summary>The objects in the order of the files' names; those of namespaced kinds that name no namespace get one.</summary>
    /// <exception cref="InvalidOperationException">A file holds something else; the message names file and fault.</exception>
    public static IEnumerable<ApiObject> Read(string folder, string defaultNamespace) =>
        from file in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal)
        from json in YamlJson.ConvertAll(File.ReadAllBytes(file))
        select InNamespace(Decode(file, json), defaultNamespace);

    private static ApiObject Decode(string file, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var gvk = GroupVersionKind.Parse(Text(document, "apiVersion"), Text(document, "kind"));
        var kind = KindRegistry.Find(gvk) ?? throw new InvalidOperationException($"{file}: no kind {gvk} is known");
        return ApiDecoder.Decode(BodyFormat.Json, json, kind, FieldValidation.Strict).TryGet(out var decoded, out var failure)
            ? decoded.Value
            : throw new InvalidOperationException($"{file}: {failure.Message}");
    }

    private static string Text(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static ApiObject InNamespace(ApiObject value, string defaultNamespace) =>
        value.Definition.Namespaced && value.Metadata.Namespace is null
            ? value with { Metadata = value.Metadata with { Namespace = defaultNamespace } }
            : value;
}
