using Krewe.Model.Kinds;

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
    public override IReadOnlyList<TableColumn> Columns => [];
}
