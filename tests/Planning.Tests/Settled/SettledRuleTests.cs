using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Planning.Settled;
using Krewe.Planning.Tests.Samples;
using Krewe.Planning.Tests.Worlds;

namespace Krewe.Planning.Tests.Settled;

public class SettledRuleTests
{
    private static IReadOnlyList<string> Unsettled(params IEnumerable<ApiObject> all)
    {
        var census = new Census();
        var list = all.ToList();
        list.ForEach(census.Add);
        return [.. list.Where(value => !SettledRule.IsSettled(value, census)).Select(value => value.Definition.Singular)];
    }

    private static List<ApiObject> World(DeploymentWorld world) => [world.Deployment, .. world.Sets, .. world.Pods];

    private static DeploymentWorld Rolled()
    {
        var world = new DeploymentWorld(Some.Deployment(), new Random(1));
        world.Settle();
        world.Edit(spec => spec with { Template = Some.Template("web:2") });
        world.Settle();
        return world;
    }

    [Fact]
    public void A_finished_rollout_needs_no_look_only_its_node_does() => Unsettled([.. World(Rolled()), Some.Node()]).ShouldBe(["node"]);

    [Fact]
    public void A_pod_whose_end_nobody_was_told_of_unsettles_its_controller()
    {
        var all = World(Rolled());
        all.Remove(all.OfType<Pod>().First());
        Unsettled([.. all, Some.Node()]).ShouldBe(["replicaset", "node"], ignoreOrder: true);
    }

    [Fact]
    public void A_pod_whose_node_is_gone_and_an_object_whose_owner_is_gone_need_a_look()
    {
        Unsettled(Some.Pod("web-a", node: "gone")).ShouldBe(["pod"]);
        Unsettled(Some.Pod("web-a", Some.ReplicaSet()), Some.Node()).ShouldBe(["pod", "node"]);
    }

    [Fact]
    public void What_is_being_deleted_needs_a_look()
    {
        var map = new ConfigMap { Metadata = Some.Meta("conf") };
        Unsettled(map).ShouldBeEmpty();
        Unsettled(map with { Metadata = map.Metadata with { DeletionTimestamp = Some.Now } }).ShouldBe(["configmap"]);
    }
}
