using FsCheck;
using FsCheck.Fluent;
using Krewe.Storage.Backups;
using Krewe.Storage.Snapshots;

namespace Krewe.Storage.Tests.Backups;

public sealed class RestoredRevisionTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// A collection lives through writes, backups and restorations of any backup ever taken, one after the other in time. Whatever the order,
    /// it never gives out a revision that it gave out before.
    /// </summary>
    [Fact]
    public void No_revision_is_given_out_twice_whatever_is_restored_when() => Prop.ForAll(
        Arb.From(Gen.Zip(Gen.Choose(0, 9), Gen.Choose(0, 999)).ListOf()),
        steps =>
        {
            var now = Start;
            var revision = 0L;
            var highest = 0L;
            var backups = new List<(DateTimeOffset TakenAt, long Revision)> { (now, revision) };
            foreach (var (kind, number) in steps)
            {
                var span = TimeSpan.FromMilliseconds(1 + number);
                now += span;
                switch (kind)
                {
                    case < 5:
                        // As many writes as the rule reckons with: one in each microsecond.
                        revision += (long)span.TotalMicroseconds;
                        highest = Math.Max(highest, revision);
                        break;
                    case < 7:
                        backups.Add((now, revision));
                        break;
                    default:
                        var (takenAt, then) = backups[number % backups.Count];
                        revision = RestoredRevision.At(now, takenAt);
                        if (revision <= highest || revision <= then)
                            return false;
                        break;
                }
            }
            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Revisions_stay_where_every_JSON_reader_can_hold_them() =>
        RestoredRevision.At(new DateTimeOffset(2300, 1, 1, 0, 0, 0, TimeSpan.Zero), Start).ShouldBeLessThan(1L << 53);

    [Fact]
    public void A_clock_that_is_a_little_behind_is_borne_and_one_that_is_far_behind_is_not()
    {
        RestoredRevision.At(Start - TimeSpan.FromMinutes(4), Start).ShouldBeGreaterThan(0);
        Should.Throw<BackupException>(() => RestoredRevision.At(Start - TimeSpan.FromHours(1), Start)).Failure.ShouldBe(BackupFailure.FromTheFuture);
    }

    [Fact]
    public async Task Every_collection_is_raised_also_those_that_the_backup_does_not_know()
    {
        var item = new SnapshotEntry.Item(new StoredObject("a/b", 4, default));
        SnapshotEntry[] backup = [new SnapshotEntry.Collection("nodes", 7), item, new SnapshotEntry.Collection("pods", 9)];

        var raised = await RestoredRevision.RaiseAsync(backup.ToAsyncEnumerable(), 1000, ["services", "pods", "events"], CancellationToken.None).ToListAsync();

        raised.ShouldBe(
        [
            new SnapshotEntry.Collection("nodes", 1000), item, new SnapshotEntry.Collection("pods", 1000),
            new SnapshotEntry.Collection("events", 1000), new SnapshotEntry.Collection("services", 1000),
        ]);
    }

    [Fact]
    public async Task A_collection_that_is_beyond_the_clock_is_not_set_back()
    {
        var backup = new[] { new SnapshotEntry.Collection("nodes", 1000) }.ToAsyncEnumerable<SnapshotEntry>();
        var raising = RestoredRevision.RaiseAsync(backup, 1000, [], CancellationToken.None);
        (await Should.ThrowAsync<BackupException>(async () => await raising.ToListAsync())).Failure.ShouldBe(BackupFailure.FromTheFuture);
    }
}
