using Krewe.Grains.Collections;
using Krewe.Grains.Hosting;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Core;
using Krewe.Model.Documents;

namespace Krewe.Grains.Tests.Collections;

public sealed class WatchTests
{
    private static readonly GrainOptions ShortMemory = new() { Collections = new CollectionOptions { RecentChanges = 8, HistoryPage = 5 } };

    private static ICollectionGrain ConfigMaps(ControlPlane plane) => plane.Grains.GetCollection(ConfigMapKind.Instance);

    private static void Write(ControlPlane plane, int from, int count) => plane.Run(() => Task.WhenAll(Enumerable.Range(from, count)
        .Select(i => ConfigMaps(plane).Commit(new CommitRequest(ApiDocument.Draft(Samples.ConfigMap($"m{i:000}")), 0), default))));

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public void A_watcher_sees_each_change_once_and_in_order_from_wherever_it_starts(int seed)
    {
        using var plane = new ControlPlane(seed, ShortMemory);
        Write(plane, 0, 30);
        var watchers = new[] { 0L, 7L, 25L, 30L }.Select(after => new Watcher(after)).ToList();
        plane.Run(() => Task.WhenAll(watchers.Select(async watcher =>
        {
            var reference = plane.Grains.CreateObjectReference<ICollectionObserver>(watcher);
            (await ConfigMaps(plane).Subscribe(reference, watcher.Revision, default)).ShouldBeOfType<SubscribeOutcome.Subscribed>();
        }).Append(Task.WhenAll(Enumerable.Range(30, 30)
            .Select(i => ConfigMaps(plane).Commit(new CommitRequest(ApiDocument.Draft(Samples.ConfigMap($"m{i:000}")), 0), default))))));
        plane.Silo.RunUntilIdle();

        watchers.ShouldAllBe(watcher => watcher.Revision == 60);
    }

    [Fact]
    public void A_snapshot_and_what_follows_fit_together()
    {
        using var plane = new ControlPlane(1);
        Write(plane, 0, 5);
        var watcher = new Watcher(5);
        var reference = plane.Grains.CreateObjectReference<ICollectionObserver>(watcher);
        var subscribed = plane.Run(() => ConfigMaps(plane).Subscribe(reference, null, default)).ShouldBeOfType<SubscribeOutcome.Subscribed>();
        subscribed.Revision.ShouldBe(5);
        subscribed.Snapshot!.Documents.Count.ShouldBe(5);
        Write(plane, 5, 5);
        plane.Silo.RunUntilIdle();
        watcher.Changes.Select(change => change.Document.Key.Name).ShouldBe(["m005", "m006", "m007", "m008", "m009"], ignoreOrder: true);
    }

    [Fact]
    public void A_subscription_that_is_not_renewed_ends()
    {
        using var plane = new ControlPlane(1);
        var watcher = new Watcher(0);
        var reference = plane.Grains.CreateObjectReference<ICollectionObserver>(watcher);
        plane.Run(() => ConfigMaps(plane).Subscribe(reference, 0, default));
        plane.Advance(ICollectionGrain.SubscriptionAge / 2);
        plane.Run(() => ConfigMaps(plane).Subscribe(reference, 0, default));
        plane.Advance(ICollectionGrain.SubscriptionAge * 0.75);
        Write(plane, 0, 1);
        plane.Silo.RunUntilIdle();
        watcher.Revision.ShouldBe(1, "it was renewed");
        plane.Advance(ICollectionGrain.SubscriptionAge);
        Write(plane, 1, 1);
        plane.Silo.RunUntilIdle();
        watcher.Revision.ShouldBe(1, "its time is over");
    }

    [Fact]
    public void Watching_goes_on_over_a_crash_and_ends_where_history_is_forgotten()
    {
        using var plane = new ControlPlane(1);
        Write(plane, 0, 20);
        plane.Crash();
        var watcher = new Watcher(4);
        plane.Run(() => ConfigMaps(plane).Subscribe(plane.Grains.CreateObjectReference<ICollectionObserver>(watcher), 4, default)).ShouldBeOfType<SubscribeOutcome.Subscribed>();
        plane.Silo.RunUntilIdle();
        watcher.Revision.ShouldBe(20);

        plane.Run(() => plane.Log.CompactAsync("configmaps", 10, default));
        plane.Run(() => ConfigMaps(plane).Subscribe(plane.Grains.CreateObjectReference<ICollectionObserver>(new Watcher(4)), 4, default))
            .ShouldBeOfType<SubscribeOutcome.Expired>().OldestRevision.ShouldBe(10);
        plane.Run(() => ConfigMaps(plane).ReadChanges(10, 100, default)).ShouldBeOfType<ChangesOutcome.Changes>().Items.Count.ShouldBe(10);
    }

    [Fact]
    public void Large_changes_are_read_from_storage_a_few_at_a_time()
    {
        using var plane = new ControlPlane(1, new GrainOptions { Collections = new CollectionOptions { HistoryBytes = 1 } });
        Write(plane, 0, 20);
        plane.Crash();
        plane.Run(() => ConfigMaps(plane).ReadChanges(4, 100, default)).ShouldBeOfType<ChangesOutcome.Changes>().Items.ShouldHaveSingleItem().Document.Revision.ShouldBe(5);

        var watcher = new Watcher(4);
        plane.Run(() => ConfigMaps(plane).Subscribe(plane.Grains.CreateObjectReference<ICollectionObserver>(watcher), 4, default)).ShouldBeOfType<SubscribeOutcome.Subscribed>();
        plane.Silo.RunUntilIdle();
        watcher.Revision.ShouldBe(20);
    }

    [Fact]
    public void Old_history_is_forgotten_by_itself_and_recent_history_is_not()
    {
        using var plane = new ControlPlane(1, new GrainOptions
        {
            Collections = new CollectionOptions { KeepRevisions = 10, KeepAge = TimeSpan.FromMinutes(5), RecentChanges = 1 },
        });
        Write(plane, 0, 50);
        plane.Advance(TimeSpan.FromMinutes(4));
        plane.Run(() => ConfigMaps(plane).ReadChanges(0, 100, default)).ShouldBeOfType<ChangesOutcome.Changes>("it is not old enough");
        plane.Advance(TimeSpan.FromMinutes(4));
        plane.Run(() => ConfigMaps(plane).ReadChanges(0, 100, default)).ShouldBeOfType<ChangesOutcome.Expired>().OldestRevision.ShouldBe(40);
    }

    [Theory, InlineData(16 << 20, true), InlineData(5_000, false)]
    public void Large_changes_are_not_all_kept_in_memory(int bytes, bool all)
    {
        using var plane = new ControlPlane(1, new GrainOptions { Collections = new CollectionOptions { RecentBytes = bytes } });
        Write(plane, 0, 50);
        plane.Run(() => plane.Log.CompactAsync("configmaps", 48, default));
        (plane.Run(() => ConfigMaps(plane).ReadChanges(0, 100, default)) is ChangesOutcome.Changes).ShouldBe(all, "storage has forgotten them, so only memory can tell");
        plane.Run(() => ConfigMaps(plane).ReadChanges(48, 100, default)).ShouldBeOfType<ChangesOutcome.Changes>().Items.Count.ShouldBe(2);

        var watcher = new Watcher(48);
        plane.Run(() => ConfigMaps(plane).Subscribe(plane.Grains.CreateObjectReference<ICollectionObserver>(watcher), 48, default));
        Write(plane, 50, 30);
        plane.Silo.RunUntilIdle();
        watcher.Revision.ShouldBe(80);
    }

    [Fact]
    public void Who_watches_a_collection_that_fails_is_sent_on_to_its_successor()
    {
        using var plane = new ControlPlane(1);
        Write(plane, 0, 3);
        var watcher = new RenewingWatcher(plane, ConfigMaps(plane));
        plane.Run(watcher.Subscribe);
        plane.Log.FailAfter = "configmaps";
        _ = plane.Silo.Start(() => ConfigMaps(plane).Commit(new CommitRequest(ApiDocument.Draft(Samples.ConfigMap("unknown")), 0), default));
        plane.Advance(TimeSpan.FromSeconds(1));
        Write(plane, 10, 2);
        plane.Advance(TimeSpan.FromSeconds(1));
        watcher.Seen.ShouldBe([1, 2, 3, 4, 5, 6]);
    }

    /// <summary>Does what observers must do: takes what is new, and subscribes again where something is missing.</summary>
    private sealed class RenewingWatcher : ICollectionObserver
    {
        private readonly ControlPlane _plane;
        private readonly ICollectionGrain _collection;
        private readonly ICollectionObserver _reference;

        public RenewingWatcher(ControlPlane plane, ICollectionGrain collection)
        {
            (_plane, _collection) = (plane, collection);
            _reference = plane.Grains.CreateObjectReference<ICollectionObserver>(this);
        }

        public List<long> Seen { get; } = [];

        public async Task Subscribe()
        {
            while (true)
            {
                try
                {
                    await _collection.Subscribe(_reference, Seen.Count, default);
                    return;
                }
                catch (CollectionReloadingException)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(100), _plane.Time);
                }
            }
        }

        public Task OnChanges(ChangeBatch batch)
        {
            if (batch.After > Seen.Count)
                return Subscribe();
            Seen.AddRange(batch.Changes.Select(change => change.Document.Revision).Where(revision => revision > Seen.Count));
            return Task.CompletedTask;
        }
    }
}
