using System.Text;

namespace Krewe.Storage.Tests.Conformance;

/// <summary>Short ways to say what tests write and what they read.</summary>
internal static class Documents
{
    public static ObjectChange Put(string key, string value) => new(key, Encoding.UTF8.GetBytes(value), Deleted: false);

    public static ObjectChange Delete(string key, string lastState) => new(key, Encoding.UTF8.GetBytes(lastState), Deleted: true);

    public static string AsText(this ReadOnlyMemory<byte> value) => Encoding.UTF8.GetString(value.Span);

    /// <summary>"key@revision=value" of each object, and the revisions in front.</summary>
    public static string Describe(this CollectionState state) =>
        $"{state.Revision}/{state.CompactedRevision}: "
        + string.Join(", ", state.Objects.Select(stored => $"{stored.Key}@{stored.Revision}={stored.Value.AsText()}"));

    /// <summary>"revision key=previous>value" of each entry, "-" for none; a deletion ends with "!".</summary>
    public static string Describe(this HistoryResult history) => history switch
    {
        HistoryResult.Entries entries => string.Join(", ", entries.Items.Select(Describe)),
        HistoryResult.Compacted compacted => $"compacted {compacted.CompactedRevision}",
        _ => throw new ArgumentOutOfRangeException(nameof(history)),
    };

    private static string Describe(LogEntry entry) =>
        $"{entry.Revision} {entry.Key}={entry.Previous?.AsText() ?? "-"}>{entry.Value.AsText()}{(entry.Deleted ? "!" : "")}";
}
