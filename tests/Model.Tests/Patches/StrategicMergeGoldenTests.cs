using System.Text;
using System.Text.Json.Nodes;
using Krewe.Model.Kinds;
using Krewe.Model.Patches;
using Krewe.Model.Yaml;

namespace Krewe.Model.Tests.Patches;

/// <summary>A case is a folder: original and patch in YAML, and beside them what is expected, a document or an error.</summary>
public class StrategicMergeGoldenTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Golden", "StrategicMerge");

    public static TheoryData<string> Cases() => new(Directory.GetDirectories(Root).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Patches_as_Kubernetes_does(string name)
    {
        var folder = Path.Combine(Root, name);
        var original = Read("original.yaml");
        var gvk = JsonNode.Parse(original.Span)!;
        var schema = KindRegistry.Find(GroupVersionKind.Parse(gvk["apiVersion"]!.GetValue<string>(), gvk["kind"]!.GetValue<string>()))!.Codec.Schema;

        var outcome = Patch.Apply(PatchType.StrategicMerge, original, Read("patch.yaml"), schema);

        var error = Path.Combine(folder, "error.txt");
        if (File.Exists(error))
        {
            outcome.Failure!.Message.Trim().ShouldBe(File.ReadAllText(error).Trim());
            return;
        }
        var expected = JsonNode.Parse(Read("expected.yaml").Span)!;
        JsonNode.DeepEquals(JsonNode.Parse(outcome.Value.Span), expected).ShouldBeTrue($"got {Encoding.UTF8.GetString(outcome.Value.Span)}, expected {expected.ToJsonString()}");

        ReadOnlyMemory<byte> Read(string file) => YamlJson.Convert(File.ReadAllBytes(Path.Combine(folder, file)));
    }
}
