using Krewe.Grains.Collections;
using Krewe.Grains.Objects;
using Krewe.Grains.Reconciling;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Planning.Events;
using Krewe.Planning.Plans;
using Microsoft.Extensions.Logging;
using Orleans;

namespace Krewe.Grains.Events;

/// <inheritdoc cref="IEventRecorderGrain"/>
/// <remarks>
/// Events go to their collection directly: their names are unique, nobody else writes them, and nothing reconciles them. What cannot be
/// written is dropped; an event is never a reason to hold anything up.
/// </remarks>
internal sealed partial class EventRecorderGrain(
    ObjectServices services, ReconcileServices reconciling, EventOptions options, ILogger<EventRecorderGrain> logger) : Grain, IEventRecorderGrain
{
    private readonly Queue<EventNote> _notes = [];
    private EventOrigin _origin = null!;
    private ReconcileLoop _loop = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        _origin = key.Split('/', 2) is [var component, var host] ? new EventOrigin(component, host) : new EventOrigin(key);
        _loop = new ReconcileLoop(this, DelayDeactivation, WriteNotes, reconciling, options.Gathering);
        return Task.CompletedTask;
    }

    public Task Record(IReadOnlyList<EventNote> notes)
    {
        foreach (var note in notes)
        {
            if (_notes.Count < options.MaxWaiting)
                _notes.Enqueue(note);
        }
        _loop.Signal();
        return Task.CompletedTask;
    }

    private async Task<LookResult> WriteNotes(CancellationToken cancellationToken)
    {
        var notes = _notes.ToArray();
        _notes.Clear();
        await BoundedCalls.ForEach(notes, reconciling.Options.Parallelism, note => Write(note, cancellationToken));
        return LookResult.Settled;
    }

    private async Task Write(EventNote note, CancellationToken cancellationToken)
    {
        var severity = note.Warning ? EventSeverity.Warning : EventSeverity.Normal;
        var planned = new PlannedEvent(note.Regarding.Object, severity, note.Reason, note.Message);
        var collection = GrainFactory.GetCollection(EventKind.Instance);
        var id = new ObjectId(EventKind.Instance.Collection, EventPlanner.KeyOf(planned, _origin));
        var current = await collection.Get(id.Key);
        var value = EventPlanner.Plan(planned, _origin, current?.As<Event>(), services.Now()) switch
        {
            EventPlan.Create create => New(create.Value, note),
            EventPlan.Update update => update.Value,
            _ => null,
        };
        if (value is null || await NamespaceGate.Check(GrainFactory, EventKind.Instance, id.Key) is not null)
            return;
        var outcome = await collection.Commit(new CommitRequest(ApiDocument.Draft(value), current?.Revision ?? 0), cancellationToken);
        if (outcome is not CommitOutcome.Committed)
            LogDropped(note.Reason, note.Message);
    }

    private Event New(Event value, EventNote note) => value with
    {
        Metadata = value.Metadata with { Uid = services.Entropy.NextUid(), CreationTimestamp = services.Now() },
        InvolvedObject = note.FieldPath is null ? value.InvolvedObject : value.InvolvedObject with { FieldPath = note.FieldPath },
    };

    [LoggerMessage(LogLevel.Debug, "Event dropped: {Reason}: {Text}")]
    private partial void LogDropped(string reason, string text);
}
