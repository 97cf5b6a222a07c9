using System.Text;
using Krewe.Model.Yaml;

namespace Krewe.Model.Tests.Yaml;

public class YamlJsonTests
{
    [Theory]
    [InlineData("a: 1", """{"a":1}""")]
    [InlineData("a: 1.5", """{"a":1.5}""")]
    [InlineData("a: '1'", """{"a":"1"}""")]
    [InlineData("a: yes", """{"a":true}""")]
    [InlineData("a: Off", """{"a":false}""")]
    [InlineData("a: ~", """{"a":null}""")]
    [InlineData("a:", """{"a":null}""")]
    [InlineData("a: 0644", """{"a":420}""")]
    [InlineData("a: 0x1F", """{"a":31}""")]
    [InlineData("a: 1_000", """{"a":1000}""")]
    [InlineData("a: 089", """{"a":89}""")]
    [InlineData("a: 2026-11-20", """{"a":"2026-11-20"}""")]
    [InlineData("a: 12:30", """{"a":"12:30"}""")]
    [InlineData("a: 1.2.3", """{"a":"1.2.3"}""")]
    [InlineData("a: !!str 5", """{"a":"5"}""")]
    [InlineData("1: a\ntrue: b", """{"1":"a","true":"b"}""")]
    [InlineData("a: |\n  x\n  y\n", """{"a":"x\ny\n"}""")]
    [InlineData("- a\n- {b: c}", """["a",{"b":"c"}]""")]
    [InlineData("b: &x {k: 1}\nc: *x", """{"b":{"k":1},"c":{"k":1}}""")]
    [InlineData("b: &x {k: 1, l: 2}\nc:\n  <<: *x\n  k: 3", """{"b":{"k":1,"l":2},"c":{"k":3,"l":2}}""")]
    public void Becomes_JSON(string yaml, string json)
    {
        Encoding.UTF8.GetString(YamlJson.Convert(Encoding.UTF8.GetBytes(yaml)).Span).ShouldBe(json);
    }

    [Fact]
    public void Documents_of_a_stream_are_told_apart()
    {
        YamlJson.ConvertAll("---\n# nothing\n---\na: 1\n---\nb: 2\n"u8).Select(d => Encoding.UTF8.GetString(d.Span)).ShouldBe(["""{"a":1}""", """{"b":2}"""]);
    }

    [Theory]
    [InlineData("a: 1\na: 2")]
    [InlineData("a: [")]
    [InlineData("a: *missing")]
    [InlineData("? [x]\n: y")]
    public void What_has_no_JSON_is_refused(string yaml)
    {
        Should.Throw<YamlJsonException>(() => YamlJson.Convert(Encoding.UTF8.GetBytes(yaml))).Message.ShouldStartWith("yaml: ");
    }

    [Fact]
    public void Aliases_do_not_explode()
    {
        var yaml = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i < 12; i++)
            yaml.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        Should.Throw<YamlJsonException>(() => YamlJson.Convert(Encoding.UTF8.GetBytes(yaml.ToString()))).Message.ShouldContain("aliasing");
    }
}
