using Krewe.Model.Meta;
using Krewe.Planning.GarbageCollection;
using Krewe.Planning.Tests.Samples;

namespace Krewe.Planning.Tests.GarbageCollection;

public class GarbagePlannerTests
{
    [Fact]
    public void An_owner_of_the_same_name_but_another_uid_is_not_the_owner()
    {
        var set = Some.ReplicaSet();
        var successor = set with { Metadata = set.Metadata with { Uid = "another" } };
        var deletion = GarbagePlanner.PlanDependent(new ObservedDependent(Some.Pod("web-a", set), [successor])).Delete.ShouldHaveSingleItem();
        (deletion.Propagation, deletion.OnlyIfUnchanged).ShouldBe((PropagationPolicy.Background, true));
        GarbagePlanner.PlanDependent(new ObservedDependent(Some.Pod("web-a", set), [set])).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Orphans_lose_their_reference_before_the_owner_goes()
    {
        var owner = Ending(CollectorFinalizers.Orphan, "other/finalizer");
        var pod = Some.Pod("web-a", owner);
        var first = GarbagePlanner.PlanOwner(owner, [pod]);
        first.Finalize.ShouldBeNull();
        first.Delete.ShouldBeEmpty();
        first.Release.ShouldHaveSingleItem().Object.Metadata.OwnerReferences.ShouldBeEmpty();
        GarbagePlanner.PlanOwner(owner, []).Finalize.ShouldNotBeNull().Object.Metadata.Finalizers.ShouldBe(["other/finalizer"]);
    }

    [Fact]
    public void In_the_foreground_the_owner_waits_for_ending_dependents_too()
    {
        var owner = Ending(CollectorFinalizers.Foreground);
        GarbagePlanner.PlanOwner(owner, [Some.Pod("web-a", owner)]).Delete.ShouldHaveSingleItem();
        var waiting = GarbagePlanner.PlanOwner(owner, [Some.Pod("web-a", owner).Ending()]);
        waiting.IsEmpty.ShouldBeTrue();
    }

    private static Krewe.Model.Apps.ReplicaSet Ending(params string[] finalizers)
    {
        var set = Some.ReplicaSet();
        return set with { Metadata = set.Metadata with { DeletionTimestamp = Some.Now, Finalizers = finalizers } };
    }
}
