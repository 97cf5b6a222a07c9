using System.Text;
using System.Text.Json.Nodes;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Yaml;

namespace Krewe.Model.Tests.Protobuf;

/// <summary>Bodies that kubectl 1.33 sent, in hexadecimal, and beside each the object that it stands for.</summary>
public class KubectlBodiesTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Golden", "Protobuf");

    public static TheoryData<string> Cases() => new(Directory.GetDirectories(Root).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Are_read_as_what_they_stand_for(string name)
    {
        var body = Convert.FromHexString(string.Concat(File.ReadLines(Path.Combine(Root, name, "body.hex"))));
        var expected = JsonNode.Parse(YamlJson.Convert(File.ReadAllBytes(Path.Combine(Root, name, "expected.yaml"))).Span)!;
        var kind = KindRegistry.Find(GroupVersionKind.Parse(expected["apiVersion"]!.GetValue<string>(), expected["kind"]!.GetValue<string>()))!;

        var decoded = ApiDecoder.Decode(BodyFormat.Protobuf, body, kind, FieldValidation.Strict);

        decoded.Failure.ShouldBeNull();
        var written = ApiJson.Write(decoded.Value.Value);
        JsonNode.DeepEquals(JsonNode.Parse(written.Span), expected).ShouldBeTrue($"got {Encoding.UTF8.GetString(written.Span)}");
    }
}
