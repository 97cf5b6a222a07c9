using FsCheck;
using FsCheck.Fluent;
using Krewe.Model.Core;
using Krewe.Model.Discovery;
using Krewe.Planning.Endpoints;
using Krewe.Planning.Pods;
using Krewe.Planning.Tests.Samples;

namespace Krewe.Planning.Tests.Endpoints;

public class EndpointsProperties
{
    [Fact]
    public void Every_reachable_pod_is_in_exactly_one_slice_after_any_changes_and_small_changes_write_little() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var pods = new Dictionary<string, Pod>();
            var slices = new Dictionary<string, EndpointSlice>();
            Krewe.Model.Core.Endpoints? legacy = null;
            for (var round = 0; round < 12; round++)
            {
                var changes = random.Next(5) == 0 ? random.Next(260) : random.Next(4);
                for (var i = 0; i < changes; i++)
                    Change(pods, random);

                var plan = Plan(pods.Values, slices.Values, legacy, (ulong)random.Next());
                (plan.Create.Count + plan.Update.Count + plan.Delete.Count).ShouldBeLessThanOrEqualTo(changes + 2);
                Apply(plan, slices, ref legacy);
                Plan(pods.Values, slices.Values, legacy, (ulong)random.Next()).IsEmpty.ShouldBeTrue();

                slices.Values.ShouldAllBe(slice => slice.Endpoints.Count <= 100);
                slices.Count.ShouldBeGreaterThan(0);
                slices.Values.SelectMany(slice => slice.Endpoints).Select(endpoint => endpoint.TargetRef!.Name)
                    .ShouldBe(pods.Values.Where(pod => pod.Status.PodIP is not null && !pod.IsFinished()).Select(pod => pod.Metadata.Name), ignoreOrder: true);
            }
            return true;
        }).QuickCheckThrowOnFailure();

    private static void Change(Dictionary<string, Pod> pods, Random random)
    {
        var name = $"web-{random.Next(300)}";
        if (pods.Count > 0 && random.Next(3) == 0)
            pods.Remove(pods.Keys.ElementAt(random.Next(pods.Count)));
        else
            pods[name] = EndpointsPlannerTests.Addressed(name, random.Next(8) == 0 ? null : $"10.1.{random.Next(250)}.{random.Next(250)}", random.Next(2) == 0);
    }

    private static EndpointsPlan Plan(IEnumerable<Pod> pods, IEnumerable<EndpointSlice> slices, Krewe.Model.Core.Endpoints? legacy, ulong seed) =>
        EndpointsPlanner.Plan(
            new ObservedService { Service = EndpointsPlannerTests.Service(), Pods = [.. pods], Slices = [.. slices], Endpoints = legacy }, Some.At(seed: seed));

    private static void Apply(EndpointsPlan plan, Dictionary<string, EndpointSlice> slices, ref Krewe.Model.Core.Endpoints? legacy)
    {
        foreach (var creation in plan.Create)
            slices.Add(creation.Object.Metadata.Name!, creation.Object);
        foreach (var update in plan.Update)
            slices[update.Object.Metadata.Name!] = update.Object;
        foreach (var deletion in plan.Delete)
            slices.Remove(deletion.Object.Metadata.Name!).ShouldBeTrue();
        legacy = plan.CreateEndpoints?.Object ?? plan.UpdateEndpoints?.Object ?? legacy;
    }
}
