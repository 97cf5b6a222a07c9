using Krewe.Model.Core;
using Krewe.NodeAgent.Pods;
using Krewe.NodeAgent.Session;
using Krewe.NodeAgent.Tests.Pods;
using Krewe.NodeAgent.Tests.Support;
using Krewe.Protocol;
using static Krewe.NodeAgent.Tests.Support.Assignments;

namespace Krewe.NodeAgent.Tests.Session;

/// <summary>An agent does not go on with what may be somebody else's by now.</summary>
public sealed class FencingTests
{
    private static PodAssignment Web(string? stopAfter = null)
    {
        var pod = Pod("web", new Container { Name = "main", Image = "app:1" });
        return stopAfter is null ? pod : pod with
        {
            Pod = pod.Pod with { Metadata = pod.Pod.Metadata with { Annotations = new Dictionary<string, string> { [StopWhenCutOff.Annotation] = stopAfter } } },
        };
    }

    [Fact]
    public void A_machine_that_comes_back_starts_nothing_before_it_knows_what_is_still_its_own() => VirtualWorld.Run(async world =>
    {
        var (lost, kept) = (Web(), Pod("kept", new Container { Name = "main", Image = "app:1" }));
        var (plane, node) = await VirtualNode.With(world, lost, kept);
        node.Running(lost.Uid()).ShouldHaveSingleItem();

        plane.Tells = false;
        await node.Reboot();
        plane.Want(kept);
        await world.Pass(TimeSpan.FromSeconds(8));
        node.Runtime.Inspect().ShouldBeEmpty("it is in session and waits to hear");
        plane.Tells = true;
        plane.Want(kept);
        await world.Pass(TimeSpan.FromMinutes(1));
        node.Running(kept.Uid()).ShouldHaveSingleItem();
        node.Runtime.Inspect().ShouldNotContain(pod => pod.Identity.Uid == lost.Uid(), "no sandbox, no container");
        await node.Stop();
    });

    [Fact]
    public void What_crashes_while_the_agent_comes_back_is_restarted_only_when_it_is_still_its_own() => VirtualWorld.Run(async world =>
    {
        var (lost, kept) = (Web(), Pod("kept", new Container { Name = "main", Image = "app:1" }));
        var (plane, node) = await VirtualNode.With(world, lost, kept);

        plane.Reachable = plane.Tells = false;
        await world.Pass(TimeSpan.FromMinutes(1));
        plane.Reachable = true;
        await world.Pass(VirtualNode.Soon);
        foreach (var uid in new[] { lost.Uid(), kept.Uid() })
            node.Runtime.Kill(node.Running(uid).ShouldHaveSingleItem().Id);
        await world.Pass(TimeSpan.FromSeconds(2));
        node.Running(lost.Uid()).ShouldBeEmpty();
        node.Running(kept.Uid()).ShouldBeEmpty();

        plane.Tells = true;
        plane.Want(kept);
        await world.Pass(VirtualNode.Soon);
        node.Running(kept.Uid()).ShouldHaveSingleItem().Attempt.ShouldBe(1);
        node.Running(lost.Uid()).ShouldBeEmpty();
        await node.Stop();
    });

    [Fact]
    public void A_pod_that_says_so_is_stopped_when_the_node_is_cut_off_and_starts_when_it_is_its_own_again() => VirtualWorld.Run(async world =>
    {
        var plane = new VirtualControlPlane();
        var node = new VirtualNode(world, plane);
        var (fenced, free) = (Web("30s"), Pod("free", new Container { Name = "main", Image = "app:1" }));
        plane.Want(fenced, free);
        node.Start();
        await world.Pass(TimeSpan.FromMinutes(2));
        node.Running(fenced.Uid()).ShouldHaveSingleItem("heartbeats that are taken keep it").Attempt.ShouldBe(0);

        plane.Reachable = false;
        await world.Pass(TimeSpan.FromSeconds(28.5));
        node.Running(fenced.Uid()).ShouldHaveSingleItem();
        await world.Pass(TimeSpan.FromSeconds(1.5) + TimeSpan.FromMilliseconds(300));
        node.Running(fenced.Uid()).ShouldBeEmpty();
        await world.Pass(TimeSpan.FromMinutes(10));
        node.Running(fenced.Uid()).ShouldBeEmpty();
        node.Running(free.Uid()).ShouldHaveSingleItem();

        plane.Reachable = true;
        await world.Pass(VirtualNode.Soon);
        node.Running(fenced.Uid()).ShouldHaveSingleItem().Attempt.ShouldBe(1);
        plane.Events.ShouldContain(e => e.Reason == "Killing" && e.Message.Contains("cut off from the control plane", StringComparison.Ordinal));
        await node.Stop();
    });

    [Fact]
    public void A_control_plane_that_takes_nothing_is_as_good_as_none() => VirtualWorld.Run(async world =>
    {
        var fenced = Web("30s");
        var (plane, node) = await VirtualNode.With(world, fenced);
        plane.Answers = false;
        await world.Pass(TimeSpan.FromSeconds(32));
        node.Running(fenced.Uid()).ShouldBeEmpty("the connection stands, but nobody can tell whether anything arrives");
        plane.Answers = true;
        await world.Pass(VirtualNode.Soon);
        node.Running(fenced.Uid()).ShouldHaveSingleItem();
        await node.Stop();
    });

    [Fact]
    public void The_time_of_the_last_contact_outlives_the_agent() => VirtualWorld.Run(async world =>
    {
        var fenced = Web("60s");
        var (plane, node) = await VirtualNode.With(world, fenced);

        plane.Reachable = false;
        await world.Pass(TimeSpan.FromSeconds(40));
        await node.Stop();
        node.Start();
        await world.Pass(TimeSpan.FromSeconds(15));
        node.Running(fenced.Uid()).ShouldHaveSingleItem("55 s have passed");
        await world.Pass(TimeSpan.FromSeconds(6));
        node.Running(fenced.Uid()).ShouldBeEmpty("a new agent does not begin to count anew");

        await node.Reboot();
        await world.Pass(TimeSpan.FromMinutes(10));
        node.Running(fenced.Uid()).ShouldBeEmpty();
        plane.Reachable = true;
        await world.Pass(VirtualNode.Soon);
        node.Running(fenced.Uid()).ShouldHaveSingleItem();
        await node.Stop();
    });

    [Fact]
    public void A_pod_whose_end_nobody_waited_for_gets_a_second_at_most()
    {
        var view = Views.Of(Views.Spec() with { TerminationGracePeriodSeconds = 300 }, Views.Running());
        var stop = PodPlanner.Plan(view with { Withdrawn = true }).Steps.ShouldHaveSingleItem().ShouldBeOfType<PodStep.Stop>();
        stop.Grace.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_clock_that_was_set_back_tells_nothing()
    {
        var (time, record) = (new VirtualTime(), new MemoryContactRecord());
        record.Keep(time.Now + TimeSpan.FromHours(1));
        new ControlPlaneContact(record, time).Silence.ShouldBe(TimeSpan.MaxValue);
        record.Keep(time.Now - TimeSpan.FromSeconds(7));
        new ControlPlaneContact(record, time).Silence.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public void The_time_of_the_last_contact_is_kept_in_a_file()
    {
        using var data = new ScratchDirectory();
        var record = new FileContactRecord(Path.Combine(data, "heard"));
        record.Load().ShouldBeNull();
        record.Keep(VirtualTime.Start);
        record.Load().ShouldBe(VirtualTime.Start);
    }
}
