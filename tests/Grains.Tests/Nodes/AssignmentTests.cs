using Krewe.Grains.Tests.Harness;
using Krewe.Model.Core;
using Krewe.Protocol;

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

    private static ConfigMap Large(string name) => Samples.ConfigMap(name, new string('x', 1_040_000));

    [Fact]
    public void What_many_pods_need_comes_in_messages_that_are_short_enough()
    {
        using var plane = new ControlPlane(1);
        plane.Created(Large("settings"));
        var agent = new FakeAgent(plane, "n1") { Measures = true }.Start();
        var pods = Enumerable.Range(0, 70).Select(i => plane.Created(WithEnvironment($"p{i}", "settings"))).ToList();
        plane.Eventually(() => agent.Running.Count == pods.Count, Soon, "the pods are there");
        var steps = agent.Generations.Count;

        agent.Reachable = false;
        plane.Advance(TimeSpan.FromSeconds(1));
        agent.Reachable = true;
        plane.Eventually(() => agent.Generations.Count > steps, Soon, "it came back and got the whole");
        pods.ShouldAllBe(pod => agent.ConfigMaps(pod.Metadata.Uid!).Count == 1);
        agent.LongestMessage.ShouldBeLessThanOrEqualTo(AgentProtocol.LongestMessage);
    }

    [Fact]
    public void A_pod_that_alone_needs_more_than_a_message_holds_gets_all_of_it()
    {
        using var plane = new ControlPlane(1);
        var names = Enumerable.Range(0, 65).Select(i => $"settings-{i}").ToList();
        names.ForEach(name => plane.Created(Large(name)));
        var agent = new FakeAgent(plane, "n1") { Measures = true }.Start();
        plane.Eventually(() => agent.Generations.Count > 0, Soon, "it is in session");
        var pod = Samples.Pod("p");
        var container = pod.Spec.Containers[0] with { EnvFrom = [.. names.Select(name => new EnvFromSource { ConfigMapRef = new() { Name = name } })] };
        pod = plane.Created(pod with { Spec = pod.Spec with { Containers = [container] } });
        plane.Eventually(() => agent.Running.Count == 1, Soon, "it runs");
        agent.ConfigMaps(pod.Metadata.Uid!).Select(map => map.Metadata.Name).ShouldBe(names, ignoreOrder: true);
        agent.LongestMessage.ShouldBeLessThanOrEqualTo(AgentProtocol.LongestMessage);
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
