using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Tables;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Names and rules of <see cref="Event"/>.</summary>
public sealed class EventKind : KindDefinition<Event>
{
    private EventKind()
    {
    }

    /// <summary>The definition.</summary>
    public static EventKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("", "v1", "Event");

    /// <inheritdoc/>
    public override string Plural => "events";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["ev"];

    /// <inheritdoc/>
    public override bool HasNameColumn => false;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Text<Event>("Last Seen", "Time since it happened last.", (e, now) => HumanDuration.Since(EventCells.LastSeen(e), now)),
        Column.Text<Event>("Type", "Normal or Warning.", e => e.Type),
        Column.Text<Event>("Reason", "What happened, in one word.", e => e.Reason),
        Column.Text<Event>("Object", "What it happened to.", EventCells.Target),
        Column.Text<Event>("Subobject", "Part that it happened to.", e => e.InvolvedObject.FieldPath).Wide(),
        Column.Text<Event>("Source", "Who reported it.", EventCells.Source).Wide(),
        Column.Text<Event>("Message", "What happened.", e => e.Message?.Trim()),
        Column.Text<Event>("First Seen", "Time since it happened first.", (e, now) => HumanDuration.Since(EventCells.FirstSeen(e), now)).Wide(),
        Column.Number<Event>("Count", "How often it happened.", EventCells.Count).Wide(),
        Column.Text<Event>("Name", "Name of the event.", e => e.Metadata.Name).Wide(),
    ];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Func<ApiObject, string>> SelectableFields { get; } = Selectable(
        ("involvedObject.kind", e => e.InvolvedObject.Kind),
        ("involvedObject.namespace", e => e.InvolvedObject.Namespace),
        ("involvedObject.name", e => e.InvolvedObject.Name),
        ("involvedObject.uid", e => e.InvolvedObject.Uid),
        ("involvedObject.apiVersion", e => e.InvolvedObject.ApiVersion),
        ("involvedObject.resourceVersion", e => e.InvolvedObject.ResourceVersion),
        ("involvedObject.fieldPath", e => e.InvolvedObject.FieldPath),
        ("reason", e => e.Reason),
        ("reportingComponent", e => e.ReportingComponent),
        ("source", e => string.IsNullOrEmpty(e.Source.Component) ? e.ReportingComponent : e.Source.Component),
        ("type", e => e.Type));

    /// <inheritdoc/>
    protected override void Validate(Event value, FieldErrors errors) => EventRules.Validate(value, errors);
}
