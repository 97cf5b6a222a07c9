using Krewe.Storage;

namespace Krewe.Simulation.Bugs;

/// <summary>A store that, when it is read anew, still has the object that was deleted last.</summary>
internal sealed class ForgetsTombstones : PlantedBug
{
    private readonly Dictionary<string, StoredObject> _deleted = [];

    public override string Name => "forgets-tombstones";

    public override IObjectLog Platter(IObjectLog platter) => new Undead(platter, _deleted);

    private sealed class Undead(IObjectLog inner, Dictionary<string, StoredObject> deleted) : ForwardingLog(inner)
    {
        public override async Task<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancellationToken)
        {
            var before = await Inner.LoadAsync(batch.Collection, cancellationToken);
            var result = await Inner.CommitAsync(batch, cancellationToken);
            foreach (var change in batch.Changes.Where(change => change.Deleted && result is CommitResult.Committed))
                if (before.Objects.FirstOrDefault(known => known.Key == change.Key) is { } last)
                    deleted[batch.Collection] = last;
            return result;
        }

        public override async Task<CollectionState> LoadAsync(string collection, CancellationToken cancellationToken)
        {
            var state = await Inner.LoadAsync(collection, cancellationToken);
            return deleted.TryGetValue(collection, out var undead) && state.Objects.All(known => known.Key != undead.Key)
                ? state with { Objects = [.. state.Objects.Append(undead).OrderBy(static known => known.Key, StringComparer.Ordinal)] }
                : state;
        }
    }
}
