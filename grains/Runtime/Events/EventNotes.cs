using Krewe.Grains.Collections;
using Krewe.Model.Documents;
using Krewe.Planning.Plans;
using Orleans;

namespace Krewe.Grains.Events;

/// <summary>Ways to the recorders.</summary>
internal static class EventNotes
{
    /// <summary>Tells what a planner wants told, in the name of a component, without waiting.</summary>
    public static void Tell(this IGrainFactory grains, string component, IReadOnlyList<PlannedEvent> happened)
    {
        if (happened.Count > 0)
            grains.GetGrain<IEventRecorderGrain>(component).Record([.. happened.Select(Note)]).Sent();
    }

    private static EventNote Note(PlannedEvent happened) => new()
    {
        Regarding = ApiDocument.Draft(happened.Regarding),
        Warning = happened.Severity == EventSeverity.Warning,
        Reason = happened.Reason,
        Message = happened.Message,
    };
}
