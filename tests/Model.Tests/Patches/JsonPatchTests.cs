using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Patches;

namespace Krewe.Model.Tests.Patches;

public class JsonPatchTests
{
    [Theory]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/b","value":2}]""", """{"a":1,"b":2}""")]
    [InlineData("""{"a":[1,3]}""", """[{"op":"add","path":"/a/1","value":2},{"op":"add","path":"/a/-","value":4}]""", """{"a":[1,2,3,4]}""")]
    [InlineData("""{"a":1}""", """[{"op":"replace","path":"/a","value":null}]""", """{"a":null}""")]
    [InlineData("""{"a":[1,2]}""", """[{"op":"remove","path":"/a/0"}]""", """{"a":[2]}""")]
    [InlineData("""{"a":{"b":1}}""", """[{"op":"move","from":"/a/b","path":"/c"}]""", """{"a":{},"c":1}""")]
    [InlineData("""{"a":{"b":1}}""", """[{"op":"copy","from":"/a","path":"/a/c"}]""", """{"a":{"b":1,"c":{"b":1}}}""")]
    [InlineData("""{"a/b":1,"m~n":2}""", """[{"op":"test","path":"/a~1b","value":1},{"op":"replace","path":"/m~0n","value":3}]""", """{"a/b":1,"m~n":3}""")]
    [InlineData("""{"a":1}""", """[{"op":"replace","path":"","value":{"b":2}}]""", """{"b":2}""")]
    [InlineData("""{"a":null}""", """[{"op":"test","path":"/a","value":null}]""", """{"a":null}""")]
    public void Operations_apply_in_order(string document, string patch, string expected)
    {
        var patched = Apply(PatchType.Json, document, patch).Value;
        JsonNode.DeepEquals(JsonNode.Parse(patched.Span), JsonNode.Parse(expected)).ShouldBeTrue(Encoding.UTF8.GetString(patched.Span));
    }

    [Theory]
    [InlineData("""[{"op":"replace","path":"/x","value":1}]""", "the server rejected our request due to an error in our request: replace operation does not apply: doc is missing key: /x: missing value")]
    [InlineData("""[{"op":"add","path":"/x/y","value":1}]""", "the server rejected our request due to an error in our request: add operation does not apply: doc is missing path: \"/x/y\": missing value")]
    [InlineData("""[{"op":"test","path":"/a","value":[2]}]""", "the server rejected our request due to an error in our request: testing value /a failed: test failed")]
    [InlineData("""[{"op":"remove","path":"/a/5"}]""", "the server rejected our request due to an error in our request: remove operation does not apply: doc is missing key: /a/5: missing value")]
    [InlineData("""[{"op":"add","path":"/a/01","value":1}]""", "the server rejected our request due to an error in our request: add operation does not apply: doc is missing path: \"/a/01\": invalid index referenced")]
    [InlineData("""[{"op":"move","from":"/b","path":"/b/c"}]""", "the server rejected our request due to an error in our request: move operation does not apply: /b cannot be moved into itself")]
    [InlineData("""[{"op":"replace","path":"","value":1}]""", "the server rejected our request due to an error in our request: the document must stay an object")]
    [InlineData("""[{"op":"grow","path":"/a"}]""", "error decoding patch: unexpected kind: grow")]
    [InlineData("""[{"op":"add","path":"a","value":1}]""", "error decoding patch: path \"a\" must start with a slash")]
    [InlineData("""[{"op":"add","path":"/a"}]""", "error decoding patch: an operation lacks its value")]
    [InlineData("{}", "error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch")]
    [InlineData("[", "error decoding patch: unexpected end of JSON input")]
    public void What_does_not_apply_is_explained(string patch, string message)
    {
        Apply(PatchType.Json, """{"a":[1],"b":{"c":1}}""", patch).Failure!.Message.ShouldBe(message);
    }

    [Fact]
    public void Operations_are_bounded()
    {
        var many = JsonSerializer.Serialize(Enumerable.Repeat(new { op = "test", path = "/a", value = 1 }, 10_001));
        Apply(PatchType.Json, """{"a":1}""", many).Failure!.Reason.ShouldBe(FailureReason.RequestEntityTooLarge);

        var doubling = JsonSerializer.Serialize(Enumerable.Repeat(new { op = "copy", from = "/a", path = "/a/-" }, 60));
        Apply(PatchType.Json, """{"a":["x"]}""", doubling).Failure!.Reason.ShouldBe(FailureReason.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", "{}")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("{}", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void Merge_patches_follow_RFC_7386(string document, string patch, string expected)
    {
        var patched = Apply(PatchType.Merge, document, patch).Value;
        JsonNode.DeepEquals(JsonNode.Parse(patched.Span), JsonNode.Parse(expected)).ShouldBeTrue(Encoding.UTF8.GetString(patched.Span));
    }

    [Fact]
    public void Of_repeated_fields_the_last_counts_in_objects_and_in_patches()
    {
        Text(Apply(PatchType.Merge, """{"x":{"a":1,"a":2},"x":{"b":1,"b":{"c":3,"c":4}}}""", """{"a":1,"a":2}""")).ShouldBe("""{"x":{"b":{"c":4}},"a":2}""");
        Text(Apply(PatchType.StrategicMerge, """{"x":1,"x":2}""", """{"metadata":{"labels":{"a":"b"}}}""")).ShouldBe("""{"x":2,"metadata":{"labels":{"a":"b"}}}""");
        Text(Apply(PatchType.Json, """{"x":1,"x":2}""", """[{"op":"add","op":"remove","path":"/x"}]""")).ShouldBe("{}");
        Apply(PatchType.Merge, "{}", """{"a":1,"a":""").Failure!.Message.ShouldBe("error decoding patch: unexpected end of JSON input");

        static string Text(Outcome<ReadOnlyMemory<byte>> outcome) => Encoding.UTF8.GetString(outcome.Value.Span);
    }

    [Fact]
    public void Repeated_fields_of_a_patch_are_warned_of_and_strictly_refused()
    {
        var stored = ApiDocument.Stored(DeploymentKind.Instance, 3, """{"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"d","resourceVersion":"3"},"old":1,"old":2}"""u8.ToArray());
        var patch = """{"spec":{"replicas":2,"replicas":3}}"""u8.ToArray();
        var patched = Patch.Apply(PatchType.Merge, stored, patch, FieldValidation.Warn).Value;
        patched.Warnings.ShouldBe(["duplicate field \"spec.replicas\""]);
        ((Krewe.Model.Apps.Deployment)patched.Value).Spec.Replicas.ShouldBe(3);
        Patch.Apply(PatchType.Merge, stored, patch, FieldValidation.Ignore).Value.Warnings.ShouldBeEmpty();
        Patch.Apply(PatchType.Merge, stored, patch, FieldValidation.Strict).Failure!.Message.ShouldEndWith("strict decoding error: duplicate field \"spec.replicas\"");
    }

    [Fact]
    public void Unknown_fields_are_held_against_the_patch_that_brings_them_only()
    {
        var stored = ApiDocument.Stored(DeploymentKind.Instance, 3, """{"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"d","resourceVersion":"3"},"spec":{"old":1}}"""u8.ToArray());
        Patch.Apply(PatchType.Merge, stored, """{"spec":{"replicas":2}}"""u8.ToArray(), FieldValidation.Strict).Value.Warnings.ShouldBeEmpty();
        Patch.Apply(PatchType.Merge, stored, """{"spec":{"new":2}}"""u8.ToArray(), FieldValidation.Warn).Value.Warnings.ShouldBe(["unknown field \"spec.new\""]);
        Patch.Apply(PatchType.Merge, stored, """{"spec":{"new":2}}"""u8.ToArray(), FieldValidation.Strict).Failure!.Message
            .ShouldBe(""" "" is invalid: patch: Invalid value: "{\"spec\":{\"new\":2}}": strict decoding error: unknown field "spec.new" """.TrimEnd());
        Patch.Apply(PatchType.Merge, stored, """{"spec":{"replicas":"x"}}"""u8.ToArray(), FieldValidation.Ignore).Failure!.Reason.ShouldBe(FailureReason.Invalid);
    }

    private static Outcome<ReadOnlyMemory<byte>> Apply(PatchType type, string document, string patch) =>
        Patch.Apply(type, Encoding.UTF8.GetBytes(document), Encoding.UTF8.GetBytes(patch), PodKind.Instance.Codec.Schema);
}
