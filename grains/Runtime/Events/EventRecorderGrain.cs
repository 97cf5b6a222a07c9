using Krewe.Grains.Collections;
using Krewe.Grains.Objects;
using Krewe.Grains.Reconciling;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Meta;
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
    private EventPlanner _planner = null!;
    private ReconcileLoop _loop = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var (component, host) = this.GetPrimaryKeyString().Split('/', 2) is [var name, var node] ? (name, node) : (this.GetPrimaryKeyString(), null);
        _planner = new EventPlanner(component, host);
        _loop = new ReconcileLoop(this, DelayDeactivation, WriteNotes, reconciling);
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

    private Task Write(EventNote note, CancellationToken cancellationToken)
    {
        var severity = note.Warning ? EventSeverity.Warning : EventSeverity.Normal;
        var planned = new PlannedEvent(note.Regarding.Object, severity, note.Reason, note.Message);
        return _planner.Plan(planned, new PlanContext(services.Now(), services.Entropy.NextSeed())) switch
        {
            EventPlan.Create create => Commit(create.Value, note, cancellationToken),
            EventPlan.Update update => Commit(update.Value, note, cancellationToken),
            _ => Task.CompletedTask,
        };
    }

    private async Task Commit(Event value, EventNote note, CancellationToken cancellationToken)
    {
        var collection = GrainFactory.GetCollection(EventKind.Instance);
        var key = ApiDocument.Draft(value).Key;
        var current = await collection.Get(key);
        if (note.FieldPath is not null)
            value = value with { InvolvedObject = value.InvolvedObject with { FieldPath = note.FieldPath } };
        var identified = value with
        {
            Metadata = value.Metadata with
            {
                Uid = current?.Metadata.Uid ?? services.Entropy.NextUid(),
                CreationTimestamp = current?.Metadata.CreationTimestamp ?? services.Now(),
            },
        };
        if (await NamespaceGate.Check(GrainFactory, ApiDocument.Draft(identified).Id) is not null)
            return;
        var outcome = await collection.Commit(new CommitRequest(ApiDocument.Draft(identified), current?.Revision ?? 0), cancellationToken);
        if (outcome is not CommitOutcome.Committed)
            LogDropped(note.Reason, note.Message);
    }

    [LoggerMessage(LogLevel.Debug, "Event dropped: {Reason}: {Text}")]
    private partial void LogDropped(string reason, string text);
}
