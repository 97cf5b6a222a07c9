using Krewe.Grains.Tests.Harness;
using Krewe.Model.Core;

namespace Krewe.Grains.Tests.Nodes;

public sealed class AssignmentTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private static Pod WithEnvironment(string name, string map)
    {
        var pod = Samples.Pod(name);
        var container = pod.Spec.Containers[0] with { EnvFrom = [new EnvFromSource { ConfigMapRef = new ConfigMapEnvSource { Name = map } }] };
        return pod with { Spec = pod.Spec with { Containers = [container] } };
    }

    [Fact]
    public void A_pod_comes_with_its_config_map_and_hears_of_changes()
    {
        using var plane = new ControlPlane(1);
        var map = plane.Created(Samples.ConfigMap("settings", "one"));
        var agent = new FakeAgent(plane, "n1").Start();
        var pod = plane.Created(WithEnvironment("p", "settings"));
        plane.Eventually(() => agent.ConfigMaps(pod.Metadata.Uid!) is [{ } found] && found.Data["key"] == "one", Soon, "the map is there");
        plane.Updated(map with { Data = new Dictionary<string, string> { ["key"] = "two" } });
        plane.Eventually(() => agent.ConfigMaps(pod.Metadata.Uid!) is [{ } found] && found.Data["key"] == "two", TimeSpan.FromSeconds(1), "the change arrives");
    }

    [Fact]
    public void A_config_map_that_comes_after_its_pod_arrives()
    {
        using var plane = new ControlPlane(1);
        var agent = new FakeAgent(plane, "n1").Start();
        var pod = plane.Created(WithEnvironment("p", "settings"));
        plane.Eventually(() => agent.Running.Count == 1, Soon, "the pod is there");
        agent.ConfigMaps(pod.Metadata.Uid!).ShouldBeEmpty();
        plane.Created(Samples.ConfigMap("settings"));
        plane.Eventually(() => agent.ConfigMaps(pod.Metadata.Uid!).Count == 1, TimeSpan.FromSeconds(2), "the map arrives");
    }

    [Fact]
    public void What_an_agent_reports_does_not_come_back_to_it()
    {
        using var plane = new ControlPlane(1);
        var agent = new FakeAgent(plane, "n1").Start();
        plane.Created(Samples.Pod("p"));
        plane.Eventually(() => agent.Running.Count == 1, Soon, "the pod is there");
        plane.Advance(Soon);
        agent.Generations.Count.ShouldBeLessThanOrEqualTo(2, "the whole and one step");
    }

    [Fact]
    public void Labels_of_the_machine_and_of_people_live_together()
    {
        using var plane = new ControlPlane(1);
        var agent = new FakeAgent(plane, "n1").Start();
        plane.Eventually(() => plane.Find<Node>(NodeKind.Instance, "", "n1") is not null, Soon, "it is registered");
        var node = plane.Find<Node>(NodeKind.Instance, "", "n1")!;
        plane.Updated(node with { Metadata = node.Metadata with { Labels = new Dictionary<string, string>(node.Metadata.Labels) { ["team"] = "blue" }, ResourceVersion = null } });
        agent.Reachable = false;
        plane.Advance(TimeSpan.FromSeconds(1));
        agent.Reachable = true;
        plane.Advance(TimeSpan.FromSeconds(1));
        plane.Find<Node>(NodeKind.Instance, "", "n1")!.Metadata.Labels.ShouldBe(
            new Dictionary<string, string> { ["kubernetes.io/hostname"] = "n1", ["team"] = "blue" }, ignoreOrder: true);
    }
}
