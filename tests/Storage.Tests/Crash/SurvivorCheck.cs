using Krewe.Storage.CrashWriter;

namespace Krewe.Storage.Tests.Crash;

/// <summary>Holds a collection, as a reopened log shows it, against what was acknowledged before the crash.</summary>
internal sealed class SurvivorCheck(CollectionState state, IReadOnlyList<LogEntry> history)
{
    public static async Task<SurvivorCheck> LoadAsync(IObjectLog log, string collection)
    {
        var state = await log.LoadAsync(collection, CancellationToken.None);
        var history = await log.ReadHistoryAsync(collection, state.CompactedRevision, int.MaxValue, CancellationToken.None);
        return new SurvivorCheck(state, history.ShouldBeOfType<HistoryResult.Entries>().Items);
    }

    public void RevisionsHaveNoGap()
    {
        history.Count.ShouldBe((int)(state.Revision - state.CompactedRevision));
        for (var index = 0; index < history.Count; index++)
            history[index].Revision.ShouldBe(state.CompactedRevision + 1 + index);
    }

    /// <summary>Entries of one batch are neighbours and as many as the batch had; only the horizon may cut through one.</summary>
    public void BatchesAreWhole()
    {
        var position = 0;
        while (position < history.Count)
        {
            var stamp = BatchStamp.Of(history[position].Value);
            var count = history.Skip(position).TakeWhile(entry => BatchStamp.Of(entry.Value) == stamp).Count();
            if (position == 0 && state.CompactedRevision > 0)
                count.ShouldBeLessThanOrEqualTo(stamp.Size);
            else
                count.ShouldBe(stamp.Size, $"batch {stamp} at revision {history[position].Revision}");
            position += count;
        }
    }

    /// <summary>The objects are those that the history leads to, and each entry knows what it replaced.</summary>
    public void ObjectsFollowFromHistory()
    {
        var last = new Dictionary<string, LogEntry>();
        foreach (var entry in history)
        {
            if (last.TryGetValue(entry.Key, out var earlier))
            {
                entry.Previous.HasValue.ShouldBe(!earlier.Deleted);
                if (entry.Previous is { } previous)
                    previous.Span.SequenceEqual(earlier.Value.Span).ShouldBeTrue();
            }
            last[entry.Key] = entry;
        }

        var objects = state.Objects.ToDictionary(stored => stored.Key);
        foreach (var entry in last.Values)
        {
            objects.ContainsKey(entry.Key).ShouldBe(!entry.Deleted);
            if (!entry.Deleted)
                objects[entry.Key].Revision.ShouldBe(entry.Revision);
        }
        objects.Values.Where(stored => !last.ContainsKey(stored.Key)).ShouldAllBe(stored => stored.Revision <= state.CompactedRevision);
    }

    public void Has(Acknowledgement acknowledged)
    {
        state.Revision.ShouldBeGreaterThanOrEqualTo(acknowledged.FirstRevision + acknowledged.Stamp.Size - 1, acknowledged.ToString());
        for (var revision = acknowledged.FirstRevision; revision < acknowledged.FirstRevision + acknowledged.Stamp.Size; revision++)
        {
            if (revision > state.CompactedRevision)
                BatchStamp.Of(history[(int)(revision - state.CompactedRevision - 1)].Value).ShouldBe(acknowledged.Stamp, $"revision {revision}");
        }
    }
}
