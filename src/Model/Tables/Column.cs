using System.Globalization;
using System.Text.Json.Nodes;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Model.Tables;

/// <summary>Makes the columns of a kind's tables. Columns that only <c>-o wide</c> shows are made with <see cref="Wide"/>.</summary>
internal static class Column
{
    private const string None = "<none>";

    /// <summary>Shown with <c>-o wide</c> only.</summary>
    public static TableColumn Wide(this TableColumn column) => column with { Priority = 1 };

    public static TableColumn Text<T>(string name, string description, Func<T, string?> cell) where T : ApiObject =>
        new(name, "string", 0, description, (value, _) => JsonValue.Create(cell((T)value) ?? ""));

    /// <summary>A text that depends on the time of the request.</summary>
    public static TableColumn Text<T>(string name, string description, Func<T, DateTimeOffset, string> cell) where T : ApiObject =>
        new(name, "string", 0, description, (value, now) => JsonValue.Create(cell((T)value, now)));

    public static TableColumn Number<T>(string name, string description, Func<T, long?> cell) where T : ApiObject =>
        new(name, "integer", 0, description, (value, _) => JsonValue.Create(cell((T)value) ?? 0));

    public static TableColumn Flag<T>(string name, string description, Func<T, bool> cell) where T : ApiObject =>
        new(name, "boolean", 0, description, (value, _) => JsonValue.Create(cell((T)value)));

    /// <summary>When the object was created, as it stands in the object.</summary>
    public static TableColumn CreatedAt { get; } = new(
        "Created At", "date", 0, "When the object was created.",
        (value, _) => JsonValue.Create(value.Metadata.CreationTimestamp is { } created ? created.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) : "<unknown>"));

    /// <summary>Time since the object's creation.</summary>
    public static TableColumn Age { get; } = new(
        "Age", "string", 0, "Time since the object was created.",
        (value, now) => JsonValue.Create(HumanDuration.Since(value.Metadata.CreationTimestamp, now)));

    /// <summary>The text, or <c>&lt;none&gt;</c> for an empty one.</summary>
    public static string OrNone(string? text) => string.IsNullOrEmpty(text) ? None : text;

    /// <summary>Labels in the form of a selector, ordered by key.</summary>
    public static string Labels(IReadOnlyDictionary<string, string> labels) =>
        OrNone(string.Join(',', labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}")));

    /// <summary>The first items of a list, and how many more there are.</summary>
    public static string First(IReadOnlyCollection<string> items, int most) =>
        items.Count <= most ? string.Join(',', items) : FormattableString.Invariant($"{string.Join(',', items.Take(most))} + {items.Count - most} more...");
}
