using System.Text;
using System.Text.Json;
using Krewe.Model.Apply;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Kinds;

namespace Krewe.Model.Tests.Apply;

/// <summary>How the model's fields are divided among their owners: as Kubernetes' published schemas say.</summary>
public class MergeTypeTests
{
    [Theory]
    [InlineData("Pod", """{"spec":{"containers":[{"name":"c","ports":[{"containerPort":80},{"containerPort":80,"protocol":"UDP"}]}]}}""",
        """{"f:spec":{"f:containers":{"k:{\"name\":\"c\"}":{".":{},"f:name":{},"f:ports":{"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{}},"k:{\"containerPort\":80,\"protocol\":\"UDP\"}":{".":{},"f:containerPort":{},"f:protocol":{}}}}}}}""")]
    [InlineData("Pod", """{"spec":{"nodeSelector":{"a":"b"},"tolerations":[{"key":"k"}],"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[]}}}}}""",
        """{"f:spec":{"f:affinity":{"f:nodeAffinity":{"f:requiredDuringSchedulingIgnoredDuringExecution":{}}},"f:nodeSelector":{},"f:tolerations":{}}}""")]
    [InlineData("Pod", """{"spec":{"topologySpreadConstraints":[{"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule","maxSkew":1}],"imagePullSecrets":[{"name":"s"}]}}""",
        """{"f:spec":{"f:imagePullSecrets":{"k:{\"name\":\"s\"}":{}},"f:topologySpreadConstraints":{"k:{\"topologyKey\":\"zone\",\"whenUnsatisfiable\":\"DoNotSchedule\"}":{".":{},"f:maxSkew":{},"f:topologyKey":{},"f:whenUnsatisfiable":{}}}}}""")]
    [InlineData("Service", """{"spec":{"selector":{"a":"b"},"ports":[{"port":80,"name":"http"}],"externalIPs":["1.2.3.4"]}}""",
        """{"f:spec":{"f:externalIPs":{},"f:ports":{"k:{\"port\":80,\"protocol\":\"TCP\"}":{".":{},"f:name":{},"f:port":{}}},"f:selector":{}}}""")]
    [InlineData("ConfigMap", """{"metadata":{"labels":{"a":"b"},"finalizers":["x/y"],"ownerReferences":[{"uid":"u","name":"o"}]},"data":{}}""",
        """{"f:data":{},"f:metadata":{"f:finalizers":{"v:\"x/y\"":{}},"f:labels":{"f:a":{}},"f:ownerReferences":{"k:{\"uid\":\"u\"}":{}}}}""")]
    [InlineData("ConfigMap", """{"unknown":{"a":[1,{"b":2}],"c":{"d":null}}}""", """{"f:unknown":{".":{},"f:a":{},"f:c":{".":{},"f:d":{}}}}""")]
    public void Fields_are_owned_as_their_schema_says(string kind, string value, string fields)
    {
        var definition = KindRegistry.Find(new GroupVersionKind("", "v1", kind))!;
        Text(FieldSets.Of(JsonElement.Parse(value), definition.MergeType)).ShouldBe(fields);
    }

    [Fact]
    public void What_no_schema_describes_merges_by_its_form()
    {
        Text(FieldSets.Of(JsonElement.Parse("""{"spec":{"list":[{"name":"a"}],"map":{"k":{"l":1}}}}"""), MergeType.Deduced))
            .ShouldBe("""{"f:spec":{".":{},"f:list":{},"f:map":{".":{},"f:k":{".":{},"f:l":{}}}}}""");
    }

    [Fact]
    public void A_new_list_and_map_is_owned_itself_where_it_was_not_there()
    {
        var before = JsonElement.Parse("""{"metadata":{}}""");
        var after = JsonElement.Parse("""{"metadata":{"labels":{"a":"b"}},"spec":{"ports":[{"port":1}]}}""");
        Text(FieldComparison.Of(before, after, ServiceKind.Instance.MergeType).Added)
            .ShouldBe("""{"f:metadata":{"f:labels":{".":{},"f:a":{}}},"f:spec":{".":{},"f:ports":{".":{},"k:{\"port\":1,\"protocol\":\"TCP\"}":{".":{},"f:port":{}}}}}""");
    }

    [Fact]
    public void Items_that_repeat_a_key_are_compared_together()
    {
        var before = JsonElement.Parse("""{"spec":{"template":{"spec":{"containers":[{"name":"c","env":[{"name":"E","value":"1"},{"name":"E","value":"2"}]}]}}}}""");
        var after = JsonElement.Parse("""{"spec":{"template":{"spec":{"containers":[{"name":"c","env":[{"name":"E","value":"1"},{"name":"E","value":"3"}]}]}}}}""");
        var change = FieldComparison.Of(before, after, DeploymentKind.Instance.MergeType);
        change.Modified.ToString().ShouldBe(""".spec.template.spec.containers[name="c"].env[name="E"]""");
        (change.Added.IsEmpty, change.Removed.IsEmpty).ShouldBe((true, true));
    }

    [Theory]
    [InlineData("""{"f:a":{},"k:{\"b\":1, \"a\":\"x\"}":{},"v:\"y\"":{},"i:3":{}}""", """.a [3] [a="x",b=1] [="y"]""")]
    [InlineData("""{"f:a":{".":{},"f:b":{}}}""", ".a .a.b")]
    [InlineData("""{"f:a":{"f:b":{}}}""", ".a.b")]
    public void Sets_are_read_as_clients_write_them(string json, string paths) => FieldSetJson.Read(JsonElement.Parse(json))!.ToString().ShouldBe(paths);

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"x:a":{}}""")]
    [InlineData("""{"f:a":1}""")]
    [InlineData("""{"k:{":{}}""")]
    [InlineData("""{"i:-1":{}}""")]
    public void What_is_no_set_is_not_read(string json) => FieldSetJson.Read(JsonElement.Parse(json)).ShouldBeNull();

    private static string Text(FieldSet set) => Encoding.UTF8.GetString(FieldSetJson.Write(set).Span);
}
