using Krewe.Storage;

namespace Krewe.Simulation.Bugs;

/// <summary>A store whose history leaves out an entry now and then.</summary>
internal sealed class SkipsHistory : PlantedBug
{
    public override string Name => "skips-history";

    public override IObjectLog Platter(IObjectLog platter) => new Gappy(platter);

    private sealed class Gappy(IObjectLog inner) : ForwardingLog(inner)
    {
        public override async Task<HistoryResult> ReadHistoryAsync(string collection, long afterRevision, HistoryLimit limit, CancellationToken cancellationToken) =>
            await Inner.ReadHistoryAsync(collection, afterRevision, limit, cancellationToken) is HistoryResult.Entries { Items: { Count: > 1 } items }
                ? new HistoryResult.Entries([.. items.Take(items.Count - 2), items[^1]])
                : await Inner.ReadHistoryAsync(collection, afterRevision, limit, cancellationToken);
    }
}
