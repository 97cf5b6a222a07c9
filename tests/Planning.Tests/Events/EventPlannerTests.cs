using Krewe.Planning.Events;
using Krewe.Planning.Plans;
using Krewe.Planning.Tests.Samples;

namespace Krewe.Planning.Tests.Events;

public class EventPlannerTests
{
    private static readonly EventOrigin Origin = new("replicaset-controller");

    private static PlannedEvent Told(string message = "Created pod: web-a") => new(Some.ReplicaSet(), EventSeverity.Normal, "SuccessfulCreate", message);

    [Fact]
    public void The_first_time_makes_an_event_beside_its_object()
    {
        var made = EventPlanner.Plan(Told(), Origin, null, Some.Now).ShouldBeOfType<EventPlan.Create>().Value;
        made.Metadata.Namespace.ShouldBe("default");
        made.Metadata.Name.ShouldBe(EventPlanner.KeyOf(Told(), Origin).Name);
        made.Metadata.Name!.ShouldStartWith("web.");
        (made.InvolvedObject.Kind, made.InvolvedObject.ApiVersion, made.InvolvedObject.Uid).ShouldBe(("ReplicaSet", "apps/v1", "uid-web"));
        (made.Type, made.Reason, made.Count, made.Source.Component).ShouldBe(("Normal", "SuccessfulCreate", 1, "replicaset-controller"));
        (made.FirstTimestamp, made.LastTimestamp).ShouldBe((Some.Now, Some.Now));
    }

    [Fact]
    public void A_repetition_raises_the_count_and_another_message_is_another_event()
    {
        var made = ((EventPlan.Create)EventPlanner.Plan(Told(), Origin, null, Some.Now)).Value;
        var again = EventPlanner.Plan(Told(), Origin, made, Some.Now.AddSeconds(5)).ShouldBeOfType<EventPlan.Update>().Value;
        (again.Count, again.FirstTimestamp, again.LastTimestamp).ShouldBe((2, Some.Now, Some.Now.AddSeconds(5)));
        EventPlanner.KeyOf(Told("Created pod: web-b"), Origin).ShouldNotBe(EventPlanner.KeyOf(Told(), Origin));
    }

    [Fact]
    public void What_never_stops_is_written_seldom()
    {
        var made = ((EventPlan.Create)EventPlanner.Plan(Told(), Origin, null, Some.Now)).Value with { Count = EventPlanner.FreeRepetitions };
        EventPlanner.Plan(Told(), Origin, made, Some.Now.AddSeconds(29)).ShouldBe(EventPlan.Drop.Instance);
        EventPlanner.Plan(Told(), Origin, made, Some.Now.AddSeconds(30)).ShouldBeOfType<EventPlan.Update>();
    }

    [Fact]
    public void Events_of_nodes_are_kept_in_the_default_namespace() =>
        EventPlanner.KeyOf(new PlannedEvent(Some.Node(), EventSeverity.Normal, "NodeReady", "ready"), Origin).Namespace.ShouldBe("default");
}
