using FsCheck;
using FsCheck.Fluent;
using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Planning.GarbageCollection;
using Krewe.Planning.Tests.Samples;

namespace Krewe.Planning.Tests.GarbageCollection;

public class GarbageProperties
{
    [Fact]
    public void An_object_goes_if_and_only_if_all_of_its_owners_are_gone() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var world = RandomWorld(random);
        var roots = world.Values.Where(value => value.Metadata.OwnerReferences.Count == 0).Select(value => value.Metadata.Name!).ToList();
        foreach (var root in roots.Where(_ => random.Next(2) == 0))
            world.Remove(root);

        // Which objects have a chain of living owners up to a root.
        var alive = new HashSet<string>();
        foreach (var value in world.Values.OrderBy(value => int.Parse(value.Metadata.Name![1..])))
        {
            if (value.Metadata.OwnerReferences.Count == 0 || value.Metadata.OwnerReferences.Any(owner => alive.Contains(owner.Name!)))
                alive.Add(value.Metadata.Name!);
        }

        for (var round = 0; round < 50; round++)
        {
            foreach (var value in world.Values.OrderBy(_ => random.Next()).ToList())
            {
                var owners = value.Metadata.OwnerReferences.Select(owner => world.GetValueOrDefault(owner.Name!)).ToList();
                var plan = GarbagePlanner.PlanDependent(new ObservedDependent(value, owners));
                foreach (var deletion in plan.Delete)
                {
                    owners.ShouldAllBe(owner => owner == null || owner.Metadata.Uid != value.Metadata.OwnerReferences[owners.IndexOf(owner)].Uid);
                    world.Remove(deletion.Object.Metadata.Name!);
                }
                foreach (var update in plan.Release)
                    world[update.Object.Metadata.Name!] = update.Object;
            }
        }
        world.Keys.ShouldBe(alive, ignoreOrder: true);
        return world.Values.All(value => value.Metadata.OwnerReferences.All(owner => world.ContainsKey(owner.Name!)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_foreground_deletion_ends_with_the_owner_after_all_that_block_it() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var world = RandomWorld(random);
        Mark(world, "o0", CollectorFinalizers.Foreground);
        for (var round = 0; round < 100 && world.ContainsKey("o0"); round++)
        {
            foreach (var value in world.Values.OrderBy(_ => random.Next()).ToList())
            {
                var plan = GarbagePlanner.PlanOwner(value, [.. world.Values.Where(other => other.Metadata.OwnerReferences.Any(owner => owner.Uid == value.Metadata.Uid))]);
                foreach (var update in plan.Release)
                    world[update.Object.Metadata.Name!] = update.Object;
                foreach (var deletion in plan.Delete)
                {
                    deletion.Object.Metadata.OwnerReferences.Count.ShouldBe(1);
                    Mark(world, deletion.Object.Metadata.Name!, CollectorFinalizers.Foreground);
                }
                if (plan.Finalize is not null)
                {
                    world.Values.ShouldNotContain(other => other.Metadata.OwnerReferences.Any(owner => owner.Uid == value.Metadata.Uid && owner.BlockOwnerDeletion == true));
                    world.Remove(value.Metadata.Name!);
                }
            }
        }
        return !world.ContainsKey("o0");
    }).QuickCheckThrowOnFailure();

    // Objects o0, o1, ...; owners come before what they own.
    private static Dictionary<string, ApiObject> RandomWorld(Random random)
    {
        var world = new Dictionary<string, ApiObject>();
        var count = random.Next(2, 12);
        for (var i = 0; i < count; i++)
        {
            var owners = Enumerable.Range(0, i).Where(_ => random.Next(3) == 0).Take(3).ToList();
            world.Add($"o{i}", new ConfigMap
            {
                Metadata = Some.Meta($"o{i}") with
                {
                    OwnerReferences = [.. owners.Select(owner => new OwnerReference
                    {
                        ApiVersion = "v1", Kind = "ConfigMap", Name = $"o{owner}", Uid = $"uid-o{owner}", BlockOwnerDeletion = random.Next(2) == 0,
                    })],
                },
            });
        }
        return world;
    }

    private static void Mark(Dictionary<string, ApiObject> world, string name, string finalizer) => world[name] = world[name] with
    {
        Metadata = world[name].Metadata with { DeletionTimestamp = Some.Now, Finalizers = [finalizer] },
    };
}
