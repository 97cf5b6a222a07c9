using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Krewe.Model.Kinds;
using Krewe.Model.Tests.Json;
using Krewe.Model.Yaml;

namespace Krewe.Model.Tests.Yaml;

public class JsonYamlTests
{
    [Fact]
    public void Objects_of_every_kind_come_back_as_they_were()
    {
        var cases = (from seed in Gen.Choose(0, int.MaxValue) from kind in Gen.Elements(KindRegistry.Versions.ToArray()) select (seed, kind)).ToArbitrary();
        Prop.ForAll(cases, c => ComesBack(new GeneratedObjects(c.seed, unknownFields: true).Document(c.kind))).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("""{"a":"yes","b":"12","c":"1e3","d":"~","e":"","f":"a: b","g":"# no","h":"- x","no":"NULL","0x1f":".5"}""")]
    [InlineData("""{"text":"line\nnext\u0085\u2028\ttab \u0000 😀 \ufeff","quote":"\"\\","2001-01-01":"2001-01-01"}""")]
    [InlineData("""[[],{},[[1,[2.50,-3]],{"a":[{"b":{"c":null}},true]}],"x"]""")]
    [InlineData("""{"a":{},"b":[],"c":[{}],"<<":"x"}""")]
    [InlineData("17")]
    public void What_could_be_mistaken_is_quoted(string json) => ComesBack(Encoding.UTF8.GetBytes(json));

    [Fact]
    public void It_looks_as_people_know_it() => Yaml("""{"kind":"Pod","spec":{"containers":[{"name":"c","args":["-v","x y"],"ports":[{"port":80}]}],"volumes":[]}}""").ShouldBe("""
        kind: Pod
        spec:
          containers:
          - name: c
            args:
            - "-v"
            - "x y"
            ports:
            - port: 80
          volumes: []

        """.ReplaceLineEndings("\n"));

    private static void ComesBack(byte[] json) =>
        JsonNode.DeepEquals(JsonNode.Parse(YamlJson.Convert(JsonYaml.Convert(json).Span).Span), JsonNode.Parse(json)).ShouldBeTrue(Yaml(Encoding.UTF8.GetString(json)));

    private static string Yaml(string json) => Encoding.UTF8.GetString(JsonYaml.Convert(Encoding.UTF8.GetBytes(json)).Span);
}
