using System.Text;
using Krewe.Grains.Objects;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Model.Meta;
using Krewe.Model.Patches;

namespace Krewe.Grains.Tests.Objects;

public sealed class PatchTests
{
    private static WriteOutcome Patch(ControlPlane plane, ApiObject value, PatchType type, string body, Subresource subresource = Subresource.None) =>
        plane.Run(() => plane.Grain(value).Patch(new PatchRequest(type, Encoding.UTF8.GetBytes(body), subresource), default));

    [Theory]
    [InlineData(PatchType.Merge, """{"data":{"new":"2"}}""")]
    [InlineData(PatchType.StrategicMerge, """{"data":{"new":"2"}}""")]
    [InlineData(PatchType.Json, """[{"op":"add","path":"/data/new","value":"2"}]""")]
    public void Each_type_of_patch_changes_the_object(PatchType type, string body)
    {
        using var plane = new ControlPlane(1);
        var map = plane.Created(Samples.ConfigMap("a"));
        var patched = Patch(plane, map, type, body).ShouldBeWritten().As<ConfigMap>();
        patched.Data.ShouldBe(new Dictionary<string, string> { ["key"] = "1", ["new"] = "2" }, ignoreOrder: true);
        patched.Metadata.ResourceVersion.ShouldBe("2");
    }

    [Fact]
    public void A_patch_that_makes_the_object_invalid_is_refused()
    {
        using var plane = new ControlPlane(1);
        var map = plane.Created(Samples.ConfigMap("a"));
        Patch(plane, map, PatchType.Merge, """{"metadata":{"labels":{"-":"x"}}}""").ShouldBeRefused(FailureReason.Invalid).Causes.ShouldNotBeEmpty();
        Patch(plane, map, PatchType.Merge, """{"metadata":{"name":"b"}}""").ShouldBeOfType<WriteOutcome.Refused>();
        plane.Find<ConfigMap>(ConfigMapKind.Instance, "default", "a").ShouldBe(map);
    }

    [Fact]
    public void A_version_in_the_patch_is_a_condition()
    {
        using var plane = new ControlPlane(1);
        var map = plane.Created(Samples.ConfigMap("a"));
        Patch(plane, map, PatchType.Merge, """{"metadata":{"resourceVersion":"9"},"data":{"x":"y"}}""").ShouldBeRefused(FailureReason.Conflict);
        Patch(plane, map, PatchType.Merge, """{"metadata":{"resourceVersion":"1"},"data":{"x":"y"}}""").ShouldBeWritten();
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Patches_side_by_side_all_take_effect(int seed)
    {
        using var plane = new ControlPlane(seed);
        var map = plane.Created(Samples.ConfigMap("a"));
        var outcomes = plane.Run(() => Task.WhenAll(Enumerable.Range(0, 20).Select(i => plane.Grain(map).Patch(
            new PatchRequest(PatchType.Merge, Encoding.UTF8.GetBytes($$$"""{"data":{"k{{{i}}}":"v"}}""")), default))));
        outcomes.ShouldAllBe(outcome => outcome is WriteOutcome.Written);
        plane.Find<ConfigMap>(ConfigMapKind.Instance, "default", "a")!.Data.Count.ShouldBe(21);
    }

    [Fact]
    public void The_status_is_patched_apart_from_the_rest()
    {
        using var plane = new ControlPlane(1);
        var pod = plane.Created(Samples.Pod("p"));
        var patched = Patch(plane, pod, PatchType.Merge, """{"spec":{"nodeName":"x"},"status":{"phase":"Running","podIP":"10.1.2.3"}}""", Subresource.Status)
            .ShouldBeWritten().As<Pod>();
        (patched.Spec.NodeName, patched.Status.Phase, patched.Status.PodIP).ShouldBe((null, PodPhase.Running, "10.1.2.3"));
    }
}
