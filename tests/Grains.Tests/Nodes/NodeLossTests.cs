using Krewe.Grains.Objects;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Planning.Pods;

namespace Krewe.Grains.Tests.Nodes;

public sealed class NodeLossTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static ConditionStatus? Ready(ControlPlane plane, string node) =>
        plane.Find<Node>(NodeKind.Instance, "", node)?.Status.Conditions.FirstOrDefault(condition => condition.Type == NodeConditionType.Ready)?.Status;

    private static List<Pod> ReadyPods(ControlPlane plane) => [.. plane.List<Pod>(PodKind.Instance).Where(pod => pod.IsActive() && pod.IsReady())];

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void A_lost_node_is_seen_in_seconds_its_pods_are_replaced_and_the_survivors_stay_when_it_is_back(int seed)
    {
        using var plane = new ControlPlane(seed);
        var agents = new[] { "n1", "n2", "n3" }.Select(name => new FakeAgent(plane, name).Start()).ToList();
        plane.Eventually(() => agents.All(agent => Ready(plane, agent.Name) == ConditionStatus.True), Soon, "the nodes are ready");
        plane.Created(Samples.ReplicaSet("web", 6, Samples.Leaving(10)));
        plane.Eventually(() => ReadyPods(plane).Count == 6, Soon, "six pods are ready");
        agents.ShouldAllBe(agent => agent.Running.Count > 0, "the scheduler spreads");

        var lost = agents[1];
        lost.Reachable = false;
        plane.Eventually(() => Ready(plane, "n2") == ConditionStatus.Unknown, TimeSpan.FromSeconds(6), "it is seen in seconds");
        ReadyPods(plane).ShouldAllBe(pod => pod.Spec.NodeName != "n2", "nothing is sent to pods that nobody hears of");
        plane.Eventually(() => ReadyPods(plane).Count == 6, Soon, "the lost pods are replaced after their toleration");
        lost.Running.Count.ShouldBeGreaterThan(0, "they still run where nobody can reach them");
        var survivors = ReadyPods(plane).Select(pod => pod.Metadata.Uid).Order().ToList();

        lost.Reachable = true;
        plane.Eventually(() => Ready(plane, "n2") == ConditionStatus.True && lost.Running.Count == 0, Soon, "the surplus goes");
        plane.Eventually(() => plane.List<Pod>(PodKind.Instance).Count == 6, Soon, "six pods in all");
        plane.Advance(Soon);
        ReadyPods(plane).Select(pod => pod.Metadata.Uid).Order().ShouldBe(survivors);
    }

    [Theory, InlineData(1), InlineData(2)]
    public void An_agent_that_was_only_slow_is_made_to_tell_everything_again(int seed)
    {
        using var plane = new ControlPlane(seed);
        var agent = new FakeAgent(plane, "n1").Start();
        plane.Created(Samples.ReplicaSet("web", 2));
        plane.Eventually(() => ReadyPods(plane).Count == 2, Soon, "two pods are ready");

        // Its connection holds: it notices nothing of its own silence.
        agent.Paused = true;
        plane.Eventually(() => Ready(plane, "n1") == ConditionStatus.Unknown, Soon, "it counts as lost");
        ReadyPods(plane).ShouldBeEmpty();
        agent.Paused = false;
        plane.Eventually(() => Ready(plane, "n1") == ConditionStatus.True && ReadyPods(plane).Count == 2, Soon, "its pods are ready again");
    }

    [Theory, InlineData(1), InlineData(2)]
    public void Pods_of_a_node_that_was_unwell_are_ready_again_though_its_agent_was_never_silent(int seed)
    {
        using var plane = new ControlPlane(seed);
        var agent = new FakeAgent(plane, "n1").Start();
        plane.Created(Samples.ReplicaSet("web", 2, Samples.Leaving(1000)));
        plane.Eventually(() => ReadyPods(plane).Count == 2, Soon, "two pods are ready");

        agent.Unwell = true;
        plane.Eventually(() => Ready(plane, "n1") == ConditionStatus.False && ReadyPods(plane).Count == 0, Soon, "nothing is sent to its pods");
        agent.Unwell = false;
        plane.Eventually(() => Ready(plane, "n1") == ConditionStatus.True && ReadyPods(plane).Count == 2, Soon, "its pods are ready again");
    }

    [Theory, InlineData(1), InlineData(2)]
    public void A_clock_that_is_set_loses_no_node_and_holds_nothing_up(int seed)
    {
        using var plane = new ControlPlane(seed);
        var agents = new[] { "n1", "n2" }.Select(name => new FakeAgent(plane, name).Start()).ToList();
        plane.Created(Samples.ReplicaSet("web", 4));
        plane.Eventually(() => ReadyPods(plane).Count == 4, Soon, "four pods are ready");

        plane.Time.Skew = TimeSpan.FromMinutes(10);
        for (var second = 0; second < 10; second++)
        {
            plane.Advance(TimeSpan.FromSeconds(1));
            agents.ShouldAllBe(agent => Ready(plane, agent.Name) == ConditionStatus.True, "nobody was silent");
        }
        var web = plane.Find<ReplicaSet>(ReplicaSetKind.Instance, "default", "web")!;
        plane.Updated(web with { Spec = web.Spec with { Replicas = 6 } });
        plane.Eventually(() => ReadyPods(plane).Count == 6, Soon, "two more");

        plane.Time.Skew = TimeSpan.FromMinutes(-10);
        plane.Delete(plane.Find<ReplicaSet>(ReplicaSetKind.Instance, "default", "web")!);
        plane.Eventually(() => agents.TrueForAll(agent => agent.Running.Count == 0) && plane.List<Pod>(PodKind.Instance).Count == 0, Soon, "all are gone");

        agents[0].Reachable = false;
        plane.Eventually(() => Ready(plane, "n1") == ConditionStatus.Unknown, TimeSpan.FromSeconds(6), "silence is seen in seconds");
    }

    [Theory, InlineData(1), InlineData(2)]
    public void A_restarted_control_plane_loses_no_node_and_restarts_no_pod(int seed)
    {
        using var plane = new ControlPlane(seed);
        var agents = new[] { "n1", "n2" }.Select(name => new FakeAgent(plane, name).Start()).ToList();
        plane.Created(Samples.ReplicaSet("web", 4, Samples.Leaving(0)));
        plane.Eventually(() => ReadyPods(plane).Count == 4, Soon, "four pods are ready");
        var before = ReadyPods(plane).Select(pod => pod.Metadata.Uid).Order().ToList();

        plane.Crash();
        foreach (var agent in agents)
            agent.Start();
        plane.Advance(Soon);
        agents.ShouldAllBe(agent => Ready(plane, agent.Name) == ConditionStatus.True);
        ReadyPods(plane).Select(pod => pod.Metadata.Uid).Order().ShouldBe(before);
        agents.SelectMany(agent => agent.Running).Order().ShouldBe(before);
    }

    [Theory, InlineData(1), InlineData(2)]
    public void When_all_nodes_are_silent_nothing_is_evicted_and_when_most_are_back_the_lost_one_is(int seed)
    {
        using var plane = new ControlPlane(seed);
        var agents = new[] { "n1", "n2", "n3" }.Select(name => new FakeAgent(plane, name).Start()).ToList();
        plane.Eventually(() => agents.All(agent => Ready(plane, agent.Name) == ConditionStatus.True), Soon, "the nodes are ready");
        plane.Created(Samples.ReplicaSet("web", 6, Samples.Leaving(10)));
        plane.Eventually(() => ReadyPods(plane).Count == 6, Soon, "six pods are ready");

        agents.ForEach(agent => agent.Reachable = false);
        plane.Advance(TimeSpan.FromMinutes(2));
        plane.List<Pod>(PodKind.Instance).ShouldAllBe(pod => pod.Metadata.DeletionTimestamp == null, "it is more likely that the control plane is cut off");
        agents[0].Reachable = agents[1].Reachable = true;
        plane.Eventually(() => ReadyPods(plane) is { Count: 6 } pods && pods.All(pod => pod.Spec.NodeName != "n3"), TimeSpan.FromMinutes(1), "the pods of the lost node move");
    }

    [Fact]
    public void A_node_that_never_comes_back_after_a_restart_is_lost_in_the_end()
    {
        using var plane = new ControlPlane(1);
        _ = new FakeAgent(plane, "n1").Start();
        plane.Eventually(() => Ready(plane, "n1") == ConditionStatus.True, Soon, "the node is ready");
        plane.Crash();
        plane.Advance(TimeSpan.FromSeconds(5));
        Ready(plane, "n1").ShouldBe(ConditionStatus.True, "it has time to come back");
        plane.Eventually(() => Ready(plane, "n1") == ConditionStatus.Unknown, Soon, "it did not");
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void A_node_that_is_deleted_while_its_agent_lives_comes_back_with_its_pods(int seed)
    {
        using var plane = new ControlPlane(seed);
        var agents = new[] { "n1", "n2" }.Select(name => new FakeAgent(plane, name).Start()).ToList();
        plane.Created(Samples.ReplicaSet("web", 4));
        plane.Eventually(() => ReadyPods(plane).Count == 4, Soon, "four pods are ready");
        var before = agents.Select(agent => agent.Running.Order().ToList()).ToList();
        var node = plane.Find<Node>(NodeKind.Instance, "", "n1")!;
        plane.Delete(node).ShouldBeOfType<WriteOutcome.Written>().Removed.ShouldBeTrue();
        plane.Eventually(() => Ready(plane, "n1") == ConditionStatus.True, Soon, "it is registered again");
        plane.Find<Node>(NodeKind.Instance, "", "n1")!.Metadata.Uid.ShouldNotBe(node.Metadata.Uid);
        plane.Advance(Soon);
        agents.Select(agent => agent.Running.Order().ToList()).ShouldBe(before);
        ReadyPods(plane).Select(pod => pod.Metadata.Uid!).Order().ShouldBe(before.SelectMany(pods => pods).Order());
    }

    [Fact]
    public void Pods_of_a_deleted_node_go_once_it_is_silent_and_are_replaced()
    {
        using var plane = new ControlPlane(1);
        var agents = new[] { "n1", "n2" }.Select(name => new FakeAgent(plane, name).Start()).ToList();
        plane.Created(Samples.ReplicaSet("web", 4));
        plane.Eventually(() => ReadyPods(plane).Count == 4, Soon, "four pods are ready");
        agents[0].Reachable = false;
        plane.Delete(plane.Find<Node>(NodeKind.Instance, "", "n1")!).ShouldBeOfType<WriteOutcome.Written>().Removed.ShouldBeTrue();
        plane.Eventually(() => ReadyPods(plane).Count == 4 && ReadyPods(plane).All(pod => pod.Spec.NodeName == "n2"), Soon, "all run on the other");
    }

    [Fact]
    public void A_newer_session_supersedes_the_older()
    {
        using var plane = new ControlPlane(1);
        var first = new FakeAgent(plane, "n1").Start();
        plane.Eventually(() => Ready(plane, "n1") == ConditionStatus.True, Soon, "the node is ready");
        first.Reachable = false;
        var second = new FakeAgent(plane, "n1").Start();
        plane.Created(Samples.ReplicaSet("web", 2));
        plane.Eventually(() => second.Running.Count == 2, Soon, "the new session gets the pods");
        first.Running.ShouldBeEmpty();
    }
}
