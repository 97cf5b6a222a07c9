using Krewe.Grains.Collections;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Storage;

namespace Krewe.Grains.Tests.Collections;

public sealed class CommitTests
{
    private static ICollectionGrain ConfigMaps(ControlPlane plane) => plane.Grains.GetCollection(ConfigMapKind.Instance);

    private static CommitRequest New(string name) => new(ApiDocument.Draft(Samples.ConfigMap(name)), 0);

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Commits_that_arrive_during_a_commit_form_the_next_batch(int seed)
    {
        using var plane = new ControlPlane(seed);
        var first = plane.Silo.Start(() => ConfigMaps(plane).Commit(New("first"), default));
        plane.Advance(FaultyLog.CommitTime / 2);
        var outcomes = plane.Run(() => Task.WhenAll(Enumerable.Range(0, 50).Select(i => ConfigMaps(plane).Commit(New($"m{i:00}"), default))));

        first.IsCompletedSuccessfully.ShouldBeTrue();
        outcomes.ShouldAllBe(outcome => outcome is CommitOutcome.Committed);
        outcomes.Cast<CommitOutcome.Committed>().Select(outcome => outcome.Document.Revision).Order().ShouldBe(Enumerable.Range(2, 50).Select(i => (long)i));
        plane.Log.Batches.Where(batch => batch.Collection == "configmaps").Select(batch => batch.Changes.Count)
            .ShouldBe([1, 50], "one for the first, one for all that came while it was written");
    }

    [Fact]
    public void A_commit_is_acknowledged_and_seen_only_once_it_is_durable()
    {
        using var plane = new ControlPlane(1);
        var commit = plane.Silo.Start(() => ConfigMaps(plane).Commit(New("a"), default));
        plane.Advance(FaultyLog.CommitTime / 2);
        commit.IsCompleted.ShouldBeFalse();
        plane.Find<ConfigMap>(ConfigMapKind.Instance, "default", "a").ShouldBeNull("it is not durable yet");
        plane.Advance(FaultyLog.CommitTime);
        commit.IsCompletedSuccessfully.ShouldBeTrue();
        plane.Find<ConfigMap>(ConfigMapKind.Instance, "default", "a").ShouldNotBeNull();
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Of_two_writers_of_one_version_exactly_one_wins(int seed)
    {
        using var plane = new ControlPlane(seed);
        var outcomes = plane.Run(() => Task.WhenAll(ConfigMaps(plane).Commit(New("a"), default), ConfigMaps(plane).Commit(New("a"), default)));
        outcomes.OfType<CommitOutcome.Committed>().Count().ShouldBe(1);
        outcomes.OfType<CommitOutcome.Stale>().ShouldHaveSingleItem().Current.ShouldNotBeNull("the winner is durable when the loser hears of it");
    }

    [Fact]
    public void Removing_and_making_anew_fit_into_one_batch()
    {
        using var plane = new ControlPlane(1);
        var old = ((CommitOutcome.Committed)plane.Run(() => ConfigMaps(plane).Commit(New("a"), default))).Document;
        var outcomes = plane.Run(async () =>
        {
            var other = ConfigMaps(plane).Commit(New("other"), default);
            var removed = ConfigMaps(plane).Commit(new CommitRequest(old, old.Revision, Remove: true), default);
            await Task.Yield();
            return await Task.WhenAll(other, removed);
        });
        outcomes.ShouldAllBe(outcome => outcome is CommitOutcome.Committed);
        plane.Run(() => ConfigMaps(plane).Commit(New("a"), default)).ShouldBeOfType<CommitOutcome.Committed>();
    }

    [Fact]
    public void When_storage_fails_nothing_is_acknowledged_and_the_collection_reloads()
    {
        using var plane = new ControlPlane(1);
        plane.Log.FailBefore = "configmaps";
        var failed = plane.Silo.Start(() => ConfigMaps(plane).Commit(New("a"), default));
        plane.Advance(TimeSpan.FromSeconds(1));
        failed.IsFaulted.ShouldBeTrue("nobody knows what became of it");
        failed.Exception!.InnerException!.Message.ShouldContain("the disk is away");
        plane.Find<ConfigMap>(ConfigMapKind.Instance, "default", "a").ShouldBeNull();
        plane.Run(() => ConfigMaps(plane).Commit(New("a"), default)).ShouldBeOfType<CommitOutcome.Committed>();
    }

    [Fact]
    public void A_commit_whose_answer_was_lost_is_there_after_the_reload()
    {
        using var plane = new ControlPlane(1);
        plane.Log.FailAfter = "configmaps";
        var unknown = plane.Silo.Start(() => ConfigMaps(plane).Commit(New("a"), default));
        plane.Advance(TimeSpan.FromSeconds(1));
        unknown.IsFaulted.ShouldBeTrue();
        plane.Find<ConfigMap>(ConfigMapKind.Instance, "default", "a").ShouldNotBeNull();
    }

    [Fact]
    public void A_collection_whose_place_was_taken_steps_down_and_reloads()
    {
        using var plane = new ControlPlane(1);
        plane.Run(() => ConfigMaps(plane).Commit(New("a"), default));
        // Another server writes behind the back of this one.
        var stolen = Samples.ConfigMap("b");
        plane.Run(() => plane.Log.CommitAsync(
            new CommitBatch("configmaps", 1, [new ObjectChange("default/b", ApiDocument.Committed(stolen, 2).Json, false)]), default));

        plane.Run(() => ConfigMaps(plane).Commit(New("c"), default)).ShouldBeOfType<CommitOutcome.Unavailable>();
        plane.Find<ConfigMap>(ConfigMapKind.Instance, "default", "b").ShouldNotBeNull();
        plane.Find<ConfigMap>(ConfigMapKind.Instance, "default", "c").ShouldBeNull();
        plane.Run(() => ConfigMaps(plane).Commit(New("c"), default)).ShouldBeOfType<CommitOutcome.Committed>().Document.Revision.ShouldBe(3);
    }
}
