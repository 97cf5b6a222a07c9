using System.Text;
using System.Text.Json.Nodes;
using Krewe.Model.Apply;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Patches;
using Krewe.Model.Yaml;

namespace Krewe.Model.Tests.Patches;

/// <summary>A case is a folder: original and patch in YAML, and beside them what is expected, a document or an error.</summary>
public class PatchGoldenTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Golden");
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Cases(string folder) =>
        new(Directory.GetDirectories(Path.Combine(Root, folder)).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Cases), "StrategicMerge")]
    public void Merges_strategically(string name) => Check("StrategicMerge", name, (original, patch) => Patch.Apply(PatchType.StrategicMerge, original, patch, Kind(original).Codec.Schema));

    [Theory]
    [MemberData(nameof(Cases), "MergePatch")]
    public void Merges_JSON(string name) => Check("MergePatch", name, (original, patch) => Patch.Apply(PatchType.Merge, original, patch, Kind(original).Codec.Schema));

    [Theory]
    [MemberData(nameof(Cases), "JsonPatch")]
    public void Applies_operations(string name) => Check("JsonPatch", name, (original, patch) => Patch.Apply(PatchType.Json, original, patch, Kind(original).Codec.Schema));

    /// <summary>The manager is <c>me</c>, who uses force in cases whose names end so.</summary>
    [Theory]
    [MemberData(nameof(Cases), "Apply")]
    public void Applies_configurations(string name) => Check("Apply", name, (original, patch) =>
    {
        var kind = Kind(original);
        var live = ApiDecoder.Decode(BodyFormat.Json, original, kind, FieldValidation.Strict).Value.Value;
        var options = new ApplyOptions("me", Force: name.EndsWith("-force", StringComparison.Ordinal));
        return ServerSideApply.Apply(kind, new ObjectKey("", live.Metadata.Name!), live, patch, options, Now).TryGet(out var applied, out var failure)
            ? ApiJson.Write(applied.Value)
            : failure;
    });

    private static KindDefinition Kind(ReadOnlyMemory<byte> document)
    {
        var gvk = JsonNode.Parse(document.Span)!;
        return KindRegistry.Find(GroupVersionKind.Parse(gvk["apiVersion"]!.GetValue<string>(), gvk["kind"]!.GetValue<string>()))!;
    }

    private static void Check(string kind, string name, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>, Outcome<ReadOnlyMemory<byte>>> apply)
    {
        var folder = Path.Combine(Root, kind, name);
        var outcome = apply(Read("original.yaml"), Read("patch.yaml"));
        var error = Path.Combine(folder, "error.txt");
        if (File.Exists(error))
        {
            outcome.Failure.ShouldNotBeNull().Message.Trim().ShouldBe(File.ReadAllText(error).Trim());
            return;
        }
        var expected = JsonNode.Parse(Read("expected.yaml").Span)!;
        JsonNode.DeepEquals(JsonNode.Parse(outcome.Value.Span), expected).ShouldBeTrue($"got {Encoding.UTF8.GetString(outcome.Value.Span)}, expected {expected.ToJsonString()}");

        ReadOnlyMemory<byte> Read(string file) => YamlJson.Convert(File.ReadAllBytes(Path.Combine(folder, file)));
    }
}
