using Krewe.Grains.Events;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Core;
using Krewe.Model.Documents;

namespace Krewe.Grains.Tests.Events;

public sealed class EventTests
{
    private static void Tell(ControlPlane plane, string message) => plane.Run(() => plane.Grains.GetGrain<IEventRecorderGrain>("kubelet/n1").Record(
    [
        new EventNote { Regarding = ApiDocument.Draft(Samples.Pod("p")), FieldPath = "spec.containers{c}", Warning = true, Reason = "BackOff", Message = message },
    ]));

    private static IReadOnlyList<Event> Events(ControlPlane plane) =>
        [.. plane.List<Event>(EventKind.Instance).Where(told => told.Reason == "BackOff")];

    [Fact]
    public void Repetitions_are_counted_on_one_event()
    {
        using var plane = new ControlPlane(1);
        for (var i = 0; i < 3; i++)
        {
            Tell(plane, "again");
            plane.Advance(TimeSpan.FromSeconds(2));
        }
        Tell(plane, "something else");
        plane.Advance(TimeSpan.FromSeconds(2));
        var events = Events(plane);
        events.Count.ShouldBe(2);
        var repeated = events.Single(told => told.Message == "again");
        (repeated.Count, repeated.Type, repeated.InvolvedObject.FieldPath, repeated.Source.Component, repeated.Source.Host)
            .ShouldBe((3, "Warning", "spec.containers{c}", "kubelet", "n1"));
    }

    [Fact]
    public void An_event_is_kept_for_an_hour_after_its_last_repetition()
    {
        using var plane = new ControlPlane(1);
        Tell(plane, "again");
        plane.Advance(TimeSpan.FromMinutes(40));
        Tell(plane, "again");
        plane.Advance(TimeSpan.FromMinutes(40));
        Events(plane).Count.ShouldBe(1);
        plane.Advance(TimeSpan.FromMinutes(25));
        Events(plane).ShouldBeEmpty();
    }
}
