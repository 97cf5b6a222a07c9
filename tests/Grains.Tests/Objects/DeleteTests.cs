using Krewe.Grains.Objects;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Core;
using Krewe.Model.Failures;

namespace Krewe.Grains.Tests.Objects;

public sealed class DeleteTests
{
    [Fact]
    public void Preconditions_are_told_as_kubernetes_tells_them()
    {
        using var plane = new ControlPlane(1);
        var map = plane.Created(Samples.ConfigMap("a"));
        plane.Delete(map, new DeleteRequest(Uid: "other")).ShouldBeRefused(FailureReason.Conflict).Message
            .ShouldBe($"Operation cannot be fulfilled on ConfigMap \"a\": the UID in the precondition (other) does not match the UID in record ({map.Metadata.Uid}). The object might have been deleted and then recreated");
        plane.Delete(map, new DeleteRequest(ResourceVersion: "9")).ShouldBeRefused(FailureReason.Conflict).Message
            .ShouldBe("Operation cannot be fulfilled on ConfigMap \"a\": the ResourceVersion in the precondition (9) does not match the ResourceVersion in record (1). The object might have been modified");
        plane.Delete(map).ShouldBeOfType<WriteOutcome.Written>().Removed.ShouldBeTrue();
        plane.Delete(map).ShouldBeRefused(FailureReason.NotFound);
    }

    [Fact]
    public void An_object_with_finalizers_goes_with_the_last_of_them()
    {
        using var plane = new ControlPlane(1);
        var sent = Samples.ConfigMap("a");
        var map = plane.Created(sent with { Metadata = sent.Metadata with { Finalizers = ["example.com/one", "example.com/two"] } });
        var marked = plane.Delete(map).ShouldBeOfType<WriteOutcome.Written>();
        marked.Removed.ShouldBeFalse();
        marked.Document.Metadata.DeletionTimestamp.ShouldNotBeNull();

        var current = marked.Document.As<ConfigMap>();
        current = plane.Updated(current with { Metadata = current.Metadata with { Finalizers = ["example.com/two"] } });
        plane.Update(current with { Metadata = current.Metadata with { Finalizers = ["example.com/two", "example.com/three"] } }).ShouldBeRefused(FailureReason.Invalid);
        plane.Update(current with { Metadata = current.Metadata with { Finalizers = [] } }).ShouldBeOfType<WriteOutcome.Written>().Removed.ShouldBeTrue();
        plane.Find<ConfigMap>(ConfigMapKind.Instance, "default", "a").ShouldBeNull();
    }

    [Fact]
    public void A_second_deletion_changes_nothing()
    {
        using var plane = new ControlPlane(1);
        var sent = Samples.ConfigMap("a");
        var map = plane.Created(sent with { Metadata = sent.Metadata with { Finalizers = ["example.com/one"] } });
        var first = plane.Delete(map).ShouldBeWritten();
        plane.Advance(TimeSpan.FromSeconds(10));
        plane.Delete(map).ShouldBeWritten().Revision.ShouldBe(first.Revision);
    }

    [Fact]
    public void Grace_beyond_the_end_of_the_calendar_ends_with_it()
    {
        using var plane = new ControlPlane(1);
        _ = new FakeAgent(plane, "n1").Start();
        var pod = plane.Created(Samples.Pod("patient"));
        plane.Eventually(() => plane.Find<Pod>(PodKind.Instance, "default", "patient")!.Spec.NodeName == "n1", TimeSpan.FromSeconds(30), "it is bound");
        plane.Delete(pod, new DeleteRequest(GracePeriodSeconds: long.MaxValue)).ShouldBeWritten().Metadata.DeletionTimestamp
            .ShouldBe(new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero));
    }
}
