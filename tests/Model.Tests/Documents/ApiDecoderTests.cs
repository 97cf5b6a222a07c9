using System.Text;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Model.Tests.Documents;

public class ApiDecoderTests
{
    [Theory]
    [InlineData("""{"kind":"Deployment","apiVersion":"apps/v1","spec":{"replicas":"3"}}""",
        "Deployment in version \"v1\" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32")]
    [InlineData("""{"kind":"Deployment","apiVersion":"apps/v1","spec":{"template":{"spec":{"containers":[{"name":"a"},{"env":[{"value":1}]}]}}}}""",
        "Deployment in version \"v1\" cannot be handled as a Deployment: json: cannot unmarshal number into Go struct field EnvVar.spec.template.spec.containers.env.value of type string")]
    [InlineData("""{"kind":"Deployment","apiVersion":"apps/v1","spec":{"replicas":5000000000}}""",
        "Deployment in version \"v1\" cannot be handled as a Deployment: json: cannot unmarshal number 5000000000 into Go struct field DeploymentSpec.spec.replicas of type int32")]
    [InlineData("""{"kind":"Deployment","apiVersion":"apps/v1","metadata":{"labels":{"a":true}}}""",
        "Deployment in version \"v1\" cannot be handled as a Deployment: json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.labels.a of type string")]
    [InlineData("""{"kind":"Deployment","apiVersion":"apps/v1","spec":{"template":{"spec":{"containers":{}}}}}""",
        "Deployment in version \"v1\" cannot be handled as a Deployment: json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container")]
    [InlineData("""{"kind":"Deployment","apiVersion":"apps/v1","spec":{"template":{"spec":{"containers":[{"resources":{"limits":{"cpu":"x"}}}]}}}}""",
        "Deployment in version \"v1\" cannot be handled as a Deployment: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")]
    [InlineData("""{"kind":"Service","apiVersion":"v1"}""",
        "Service in version \"v1\" cannot be handled as a Deployment: converting (v1.Service) to (v1.Deployment): unknown conversion")]
    [InlineData("""{"kind":"Thing","apiVersion":"x.io/v1"}""",
        "Thing in version \"v1\" cannot be handled as a Deployment: no kind \"Thing\" is registered for version \"x.io/v1\" in scheme \"krewe\"")]
    [InlineData("""{"kind":"Deployment","apiVersion":"apps/v1beta1"}""",
        "the API version in the data (apps/v1beta1) does not match the expected API version (apps/v1)")]
    [InlineData("""{"kind":""",
        "the object provided is unrecognized (must be of type Deployment): couldn't get version/kind; json parse error: unexpected end of JSON input ({\"kind\":)")]
    [InlineData("""{"kind":"Deployment",}""",
        "the object provided is unrecognized (must be of type Deployment): couldn't get version/kind; json parse error: invalid character '}' at line 1, byte 22 ({\"kind\":\"Deployment\",})")]
    [InlineData("""{"kind":"Deployment","apiVersion":"apps/v1"} x""",
        "the object provided is unrecognized (must be of type Deployment): couldn't get version/kind; json parse error: invalid character 'x' at line 1, byte 46 ({\"kind\":\"Deployment\",\"apiVersi ...)")]
    [InlineData("", "the object provided is unrecognized (must be of type Deployment): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)")]
    [InlineData("{\"a\":\"\\ud800\"}", "the object provided is unrecognized (must be of type Deployment): couldn't get version/kind; json parse error: invalid surrogate pair in a string ({\"a\":\"\\ud800\"})")]
    [InlineData("[]", "Deployment in version \"v1\" cannot be handled as a Deployment: json: cannot unmarshal array into Go value of type v1.Deployment")]
    public void Faults_are_told_in_the_words_of_Kubernetes(string json, string message)
    {
        var failure = ApiDecoder.Decode(BodyFormat.Json, Encoding.UTF8.GetBytes(json), DeploymentKind.Instance, FieldValidation.Strict).Failure!;
        failure.Reason.ShouldBe(FailureReason.BadRequest);
        failure.Message.ShouldBe(message);
    }

    [Theory]
    [InlineData(FieldValidation.Ignore)]
    [InlineData(FieldValidation.Warn)]
    [InlineData(FieldValidation.Strict)]
    public void Unknown_and_duplicate_fields_are_named_with_their_paths(FieldValidation validation)
    {
        var json = """{"kind":"Deployment","spec":{"foo":1,"replicas":1,"replicas":2,"template":{"spec":{"containers":[{"name":"a"},{"imagee":"x","name":"b"}]}}},"metadata":{"labels":{"a":"1","a":"2"}}}"""u8.ToArray();
        var outcome = ApiDecoder.Decode(BodyFormat.Json, json, DeploymentKind.Instance, validation);
        string[] problems = ["unknown field \"spec.foo\"", "duplicate field \"spec.replicas\"", "unknown field \"spec.template.spec.containers[1].imagee\"", "duplicate field \"metadata.labels.a\""];
        if (validation == FieldValidation.Strict)
        {
            outcome.Failure!.Message.ShouldBe($"Deployment in version \"v1\" cannot be handled as a Deployment: strict decoding error: {string.Join(", ", problems)}");
            return;
        }
        var decoded = outcome.Value;
        decoded.Warnings.ShouldBe(validation == FieldValidation.Warn ? problems : []);
        var deployment = (Deployment)decoded.Value;
        deployment.Spec!.Replicas.ShouldBe(2);
        deployment.Spec.Unknown!.Items.Single().Key.ShouldBe("foo");
        Encoding.UTF8.GetString(ApiJson.Write(deployment).Span).ShouldContain("\"imagee\":\"x\"");
    }

    [Fact]
    public void A_large_map_is_searched_for_duplicates_too()
    {
        var entries = Enumerable.Range(0, 50).Append(3).Append(40).Select(i => $"\"k{i}\":\"v\"");
        var json = Encoding.UTF8.GetBytes("{\"data\":{" + string.Join(',', entries) + "}}");
        ApiDecoder.Decode(BodyFormat.Json, json, ConfigMapKind.Instance, FieldValidation.Warn).Value.Warnings
            .ShouldBe(["duplicate field \"data.k3\"", "duplicate field \"data.k40\""]);
    }

    [Fact]
    public void Null_is_absence()
    {
        var json = """{"kind":"Pod","apiVersion":"v1","metadata":{"creationTimestamp":null,"labels":null,"name":null},"spec":{"containers":null,"nodeName":null},"status":null}"""u8.ToArray();
        var pod = (Pod)ApiDecoder.Decode(BodyFormat.Json, json, PodKind.Instance, FieldValidation.Strict).Value.Value;
        pod.Metadata.ShouldBe(new ObjectMeta());
        pod.Spec!.Containers.ShouldBeEmpty();
    }

    [Fact]
    public void Deep_nesting_is_malformed_and_not_fatal()
    {
        var json = Encoding.UTF8.GetBytes("{\"x\":" + new string('[', 100_000));
        ApiDecoder.Decode(BodyFormat.Json, json, PodKind.Instance, FieldValidation.Warn).Failure!.Message.ShouldContain("exceeded max depth");
        var yaml = Encoding.UTF8.GetBytes(new string('[', 100_000));
        ApiDecoder.Decode(BodyFormat.Yaml, yaml, PodKind.Instance, FieldValidation.Warn).Failure!.Message.ShouldContain("exceeded max depth");
    }

    [Fact]
    public void Yaml_bodies_are_read()
    {
        var yaml = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: a}
            data:
              mode: "0644"
            """u8.ToArray();
        var map = (ConfigMap)ApiDecoder.Decode(BodyFormat.Yaml, yaml, ConfigMapKind.Instance, FieldValidation.Strict).Value.Value;
        map.Data["mode"].ShouldBe("0644");
    }

    [Fact]
    public void Options_come_under_any_version()
    {
        var options = ApiDecoder.Decode<DeleteOptions>(BodyFormat.Json, """{"kind":"DeleteOptions","apiVersion":"apps/v1","propagationPolicy":"Background"}"""u8.ToArray(), FieldValidation.Strict);
        options.Value.Value.PropagationPolicy.ShouldBe("Background");
        ApiDecoder.Decode<Scale>(BodyFormat.Json, """{"kind":"Scale","apiVersion":"autoscaling/v1","spec":{"replicas":3}}"""u8.ToArray(), FieldValidation.Strict)
            .Value.Value.Spec.Replicas.ShouldBe(3);
    }

    [Theory]
    [InlineData(null, BodyFormat.Json)]
    [InlineData("application/json; charset=utf-8", BodyFormat.Json)]
    [InlineData("application/yaml", BodyFormat.Yaml)]
    [InlineData("application/vnd.kubernetes.protobuf", BodyFormat.Protobuf)]
    [InlineData("text/plain", null)]
    public void Formats_follow_the_media_type(string? contentType, BodyFormat? format) => ApiDecoder.FormatOf(contentType).ShouldBe(format);

    [Fact]
    public void The_registry_finds_kinds_by_all_their_names()
    {
        KindRegistry.Find("apps", "v1", "deployments").ShouldBe(DeploymentKind.Instance);
        KindRegistry.Find(new GroupVersionKind("", "v1", "Pod")).ShouldBe(PodKind.Instance);
        KindRegistry.FindCollection("deployments.apps").ShouldBe(DeploymentKind.Instance);
        KindRegistry.FindCollection("things").ShouldBeNull();
        KindRegistry.All.Count.ShouldBeGreaterThanOrEqualTo(14);
    }
}
