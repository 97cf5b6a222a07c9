using Krewe.Grains.Objects;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Core;
using Krewe.Planning.Pods;

namespace Krewe.Grains.Tests.Nodes;

/// <summary>A pod's name is an identity: two pods of it never run on nodes that can be asked.</summary>
public sealed class FencingTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(900);
    private static readonly DeleteRequest Forced = new(GracePeriodSeconds: 0);

    private static Pod On(string node)
    {
        var pod = Samples.Pod("only-one");
        return pod with { Spec = pod.Spec with { NodeSelector = new Dictionary<string, string> { ["kubernetes.io/hostname"] = node } } };
    }

    private static Pod? Find(ControlPlane plane) => plane.Find<Pod>(PodKind.Instance, "default", "only-one");

    private static bool IsReady(ControlPlane plane, string uid) => Find(plane) is { } pod && pod.Metadata.Uid == uid && pod.IsReady();

    /// <summary>Deletes by force and creates anew elsewhere until that is accepted, and watches that no two run where both agents are reachable.</summary>
    private static Pod Move(ControlPlane plane, Pod pod, string to, params FakeAgent[] agents)
    {
        plane.Delete(pod, Forced).ShouldBeOfType<WriteOutcome.Written>();
        Pod? successor = null;
        plane.Eventually(() =>
        {
            agents.Where(agent => agent.Reachable).SelectMany(agent => agent.RunningNames).ShouldBeUnique();
            if (successor is null && plane.Create(On(to)) is WriteOutcome.Written created)
                successor = created.Document.As<Pod>();
            return successor is not null && IsReady(plane, successor.Metadata.Uid!);
        }, Soon, $"it runs on {to}");
        return successor!;
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Forced_off_a_node_that_is_heard_it_has_ended_before_its_name_is_free(int seed)
    {
        using var plane = new ControlPlane(seed);
        var agents = new[] { "n1", "n2" }.Select(name => new FakeAgent(plane, name) { EndTime = Slow }.Start()).ToArray();
        var first = plane.Created(On("n1"));
        plane.Eventually(() => IsReady(plane, first.Metadata.Uid!), Soon, "it runs on n1");
        var second = Move(plane, first, "n2", agents);
        agents[0].Running.ShouldBeEmpty();
        Move(plane, second, "n1", agents);
        agents[1].Running.ShouldBeEmpty();
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Forced_off_a_silent_node_its_name_is_free_at_once_and_the_node_learns_that_when_it_is_back(int seed)
    {
        using var plane = new ControlPlane(seed);
        var agents = new[] { "n1", "n2" }.Select(name => new FakeAgent(plane, name).Start()).ToArray();
        var first = plane.Created(On("n1"));
        plane.Eventually(() => IsReady(plane, first.Metadata.Uid!), Soon, "it runs on n1");

        agents[0].Reachable = false;
        plane.Advance(TimeSpan.FromSeconds(5));
        var second = Move(plane, first, "n2", agents);
        agents[0].Running.ShouldBe([first.Metadata.Uid!], "nobody can reach it");

        var known = agents[0].Generations.Count;
        agents[0].Reachable = true;
        plane.Eventually(() => agents[0].Generations.Count > known, Soon, "it hears what is its own");
        agents[0].Running.ShouldBeEmpty("with the first that it hears");
        plane.Advance(Soon);
        agents[1].Running.ShouldBe([second.Metadata.Uid!]);
        IsReady(plane, second.Metadata.Uid!).ShouldBeTrue("late reports of the first are not taken for its own");
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void A_node_that_falls_silent_before_it_has_confirmed_does_not_keep_the_name(int seed)
    {
        using var plane = new ControlPlane(seed);
        var agents = new[] { "n1", "n2" }.Select(name => new FakeAgent(plane, name).Start()).ToArray();
        var first = plane.Created(On("n1"));
        plane.Eventually(() => IsReady(plane, first.Metadata.Uid!), Soon, "it runs on n1");
        plane.Delete(first, Forced with { DryRun = true }).ShouldBeOfType<WriteOutcome.Written>();
        agents[0].Reachable = false;
        plane.Advance(TimeSpan.FromSeconds(10));
        Find(plane).ShouldNotBeNull("who only tries has asked for nothing");
        agents[0].Reachable = true;
        plane.Eventually(() => IsReady(plane, first.Metadata.Uid!), Soon, "it runs on");

        agents[0].Reachable = false;
        plane.Delete(first, Forced).ShouldBeOfType<WriteOutcome.Written>().Removed.ShouldBeFalse("nobody knows yet that the node is gone");
        plane.Advance(TimeSpan.FromSeconds(2));
        Find(plane).ShouldNotBeNull();
        plane.Eventually(() => Find(plane) is null, TimeSpan.FromSeconds(4), "it was to go at once");
        var gentle = plane.Created(On("n2"));
        plane.Eventually(() => IsReady(plane, gentle.Metadata.Uid!), Soon, "it runs on n2");

        agents[1].Reachable = false;
        plane.Delete(gentle, new DeleteRequest(GracePeriodSeconds: 1));
        plane.Advance(TimeSpan.FromMinutes(2));
        Find(plane).ShouldNotBeNull("nobody has given up the knowledge of its end");
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void A_control_plane_that_was_just_restarted_does_not_take_its_nodes_for_silent(int seed)
    {
        using var plane = new ControlPlane(seed);
        var agents = new[] { "n1", "n2" }.Select(name => new FakeAgent(plane, name) { EndTime = Slow }.Start()).ToArray();
        var first = plane.Created(On("n1"));
        plane.Eventually(() => IsReady(plane, first.Metadata.Uid!), Soon, "it runs on n1");

        plane.Crash();
        plane.Delete(first, Forced).ShouldBeOfType<WriteOutcome.Written>().Removed.ShouldBeFalse("the agent has not had the time to come back");
        foreach (var agent in agents)
            agent.Start();
        Move(plane, first, "n2", agents);
        agents[0].Running.ShouldBeEmpty();
    }
}
