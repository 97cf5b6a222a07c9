using Krewe.Grains.Objects;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Failures;

namespace Krewe.Grains.Tests.Objects;

public sealed class UpdateTests
{
    private static ConfigMap WithValue(ConfigMap map, string value) => map with { Data = new Dictionary<string, string> { ["key"] = value } };

    [Fact]
    public void A_stale_version_conflicts()
    {
        using var plane = new ControlPlane(1);
        var first = plane.Created(Samples.ConfigMap("a"));
        plane.Updated(WithValue(first, "2")).Metadata.ResourceVersion.ShouldBe("2");
        plane.Update(WithValue(first, "3")).ShouldBeRefused(FailureReason.Conflict).Message.ShouldBe(
            "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your changes to the latest version and try again");
    }

    [Fact]
    public void Without_a_version_the_last_writer_wins()
    {
        using var plane = new ControlPlane(1);
        var first = plane.Created(Samples.ConfigMap("a"));
        plane.Updated(WithValue(first, "2"));
        var unconditional = WithValue(first, "3") with { Metadata = first.Metadata with { ResourceVersion = null } };
        plane.Updated(unconditional).Data["key"].ShouldBe("3");
    }

    [Fact]
    public void Another_uid_conflicts()
    {
        using var plane = new ControlPlane(1);
        var first = plane.Created(Samples.ConfigMap("a"));
        plane.Update(first with { Metadata = first.Metadata with { Uid = "other" } }).ShouldBeRefused(FailureReason.Conflict).Message
            .ShouldBe($"Operation cannot be fulfilled on configmaps \"a\": Precondition failed: UID in precondition: other, UID in object meta: {first.Metadata.Uid}");
    }

    [Fact]
    public void What_does_not_exist_is_not_made()
    {
        using var plane = new ControlPlane(1);
        plane.Update(Samples.ConfigMap("a")).ShouldBeRefused(FailureReason.NotFound).Message.ShouldBe("configmaps \"a\" not found");
    }

    [Fact]
    public void An_update_that_changes_nothing_costs_no_version()
    {
        using var plane = new ControlPlane(1);
        var first = plane.Created(Samples.ConfigMap("a"));
        plane.Updated(first).Metadata.ResourceVersion.ShouldBe(first.Metadata.ResourceVersion);
        plane.Log.Batches.Count(batch => batch.Collection == "configmaps").ShouldBe(1);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Unconditional_writers_side_by_side_all_get_through(int seed)
    {
        using var plane = new ControlPlane(seed);
        var map = plane.Created(Samples.ConfigMap("a"));
        var unconditional = map with { Metadata = map.Metadata with { ResourceVersion = null } };
        var outcomes = plane.Run(() => Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            plane.Grain(map).Update(new UpdateRequest(Model.Documents.ApiDocument.Draft(WithValue(unconditional, $"v{i}"))), default))));
        outcomes.ShouldAllBe(outcome => outcome is WriteOutcome.Written);
        plane.Find<ConfigMap>(ConfigMapKind.Instance, "default", "a")!.Metadata.ResourceVersion.ShouldBe("21");
    }

    [Fact]
    public void Status_is_written_through_its_subresource_alone()
    {
        using var plane = new ControlPlane(1);
        var pod = plane.Created(Samples.Pod("p"));
        var meddled = pod with { Status = pod.Status with { Message = "hello" } };
        plane.Updated(meddled).Status.Message.ShouldBeNull();
        var current = plane.Find<Pod>(PodKind.Instance, "default", "p")!;
        var written = plane.Updated(current with { Status = current.Status with { Message = "hello" }, Spec = current.Spec with { NodeName = "x" } }, Subresource.Status);
        (written.Status.Message, written.Spec.NodeName).ShouldBe(("hello", null));
    }

    [Fact]
    public void Scaling_counts_a_generation()
    {
        using var plane = new ControlPlane(1);
        var set = plane.Created(Samples.ReplicaSet("web", 0));
        var scaled = plane.Run(() => plane.Grain(set).Scale(new ScaleRequest(2), default)).ShouldBeWritten().As<ReplicaSet>();
        (scaled.Spec.Replicas, scaled.Metadata.Generation).ShouldBe((2, 2));
    }
}
