using Krewe.Model.Core;
using Krewe.NodeAgent.Session;
using Krewe.NodeAgent.Tests.Support;
using Krewe.Protocol;
using static Krewe.NodeAgent.Tests.Support.Assignments;

namespace Krewe.NodeAgent.Tests.Session;

/// <summary>A node goes on without its control plane.</summary>
public sealed class ControlPlaneAwayTests
{
    private static PodAssignment Web => Pod("web", new Container { Name = "main", Image = "app:1" });

    private static PodAssignment Crashing => Pod("loop", new Container
    {
        Name = "main",
        Image = "app:1",
        Env = [new EnvVar { Name = "SIMULATE_EXIT_AFTER", Value = "60" }, new EnvVar { Name = "SIMULATE_EXIT_CODE", Value = "3" }],
    });

    [Fact]
    public void What_runs_goes_on_what_crashes_is_restarted_and_the_newest_is_told_afterwards() => VirtualWorld.Run(async world =>
    {
        var (web, loop) = (Web, Crashing);
        var (plane, node) = await VirtualNode.With(world, web, loop);
        var before = node.Running(web.Uid()).ShouldHaveSingleItem();
        plane.Statuses[loop.Uid()].ContainerStatuses[0].RestartCount.ShouldBe(0);

        plane.Reachable = false;
        await world.Pass(TimeSpan.FromHours(1));
        node.Running(web.Uid()).ShouldHaveSingleItem().Id.ShouldBe(before.Id);
        plane.Statuses[loop.Uid()].ContainerStatuses[0].RestartCount.ShouldBe(0, "nobody has told");
        var attempts = node.Runtime.Inspect().Single(pod => pod.Identity.Uid == loop.Uid()).Containers.Max(container => container.Attempt);
        attempts.ShouldBeGreaterThan(5);

        plane.Reachable = true;
        await world.Pass(VirtualNode.Soon);
        plane.Statuses[web.Uid()].Phase.ShouldBe(PodPhase.Running);
        plane.Statuses[loop.Uid()].ContainerStatuses[0].RestartCount!.Value.ShouldBeGreaterThanOrEqualTo(attempts);
        plane.Received.OfType<PodReport>().ShouldContain(report => report.Complete);
        plane.Received.OfType<PodReport>().SelectMany(report => report.Pods).Count(pod => pod.Uid == loop.Uid()).ShouldBeLessThan(4, "only the newest status is kept");
        await node.Stop();
    });

    [Fact]
    public void An_agent_that_starts_meanwhile_takes_up_what_runs_and_goes_on() => VirtualWorld.Run(async world =>
    {
        var (web, loop) = (Web, Crashing);
        var (plane, node) = await VirtualNode.With(world, web, loop);
        var before = node.Running(web.Uid()).ShouldHaveSingleItem();

        plane.Reachable = false;
        await node.Stop();
        node.Start();
        await world.Pass(TimeSpan.FromMinutes(10));
        node.Running(web.Uid()).ShouldHaveSingleItem().Id.ShouldBe(before.Id);
        node.Runtime.Inspect().Single(pod => pod.Identity.Uid == loop.Uid()).Containers.Max(container => container.Attempt).ShouldBeGreaterThan(2);

        await node.Reboot();
        await world.Pass(TimeSpan.FromMinutes(1));
        node.Running(web.Uid()).ShouldHaveSingleItem("a machine that comes back knows from its disk what it shall run");
        plane.Reachable = true;
        await world.Pass(VirtualNode.Soon);
        plane.Statuses[web.Uid()].Phase.ShouldBe(PodPhase.Running);
        await node.Stop();
    });

    [Fact]
    public void What_changed_meanwhile_is_carried_out_when_it_is_back() => VirtualWorld.Run(async world =>
    {
        var (old, kept, young) = (Web, Pod("kept", new Container { Name = "main", Image = "app:1" }), Pod("young", new Container { Name = "main", Image = "app:1" }));
        var (plane, node) = await VirtualNode.With(world, old, kept);
        var before = node.Running(kept.Uid()).ShouldHaveSingleItem();

        plane.Reachable = false;
        plane.Want(old.Deleted(), kept, young);
        await world.Pass(TimeSpan.FromMinutes(5));
        node.Running(old.Uid()).ShouldHaveSingleItem();
        plane.Reachable = true;
        await world.Pass(VirtualNode.Soon);
        node.Running(old.Uid()).ShouldBeEmpty();
        plane.Gone.ShouldContain(old.Uid());
        node.Running(kept.Uid()).ShouldHaveSingleItem().Id.ShouldBe(before.Id);
        node.Running(young.Uid()).ShouldHaveSingleItem();
        await node.Stop();
    });

    [Fact]
    public void What_is_kept_to_be_told_has_a_bound() => VirtualWorld.Run(async world =>
    {
        var plane = new VirtualControlPlane();
        var outbox = new Outbox(world.Time);
        for (var i = 0; i < 3 * Outbox.MostEvents; i++)
        {
            outbox.Announce(new AgentEvent { Reason = "Happened", Message = $"{i}", Time = world.Time.GetUtcNow() });
            outbox.Report(new PodObservation { Namespace = InNamespace, Name = "web", Uid = "web", Status = new PodStatus { Message = $"{i}" } });
        }
        outbox.Count.ShouldBe(Outbox.MostEvents + 1);
        var pods = outbox.Next(1).ShouldBeOfType<PodReport>().Pods.ShouldHaveSingleItem();
        pods.Status.Message.ShouldBe($"{3 * Outbox.MostEvents - 1}");
        outbox.Next(2).ShouldBeOfType<EventReport>().Events[0].Message.ShouldBe($"{2 * Outbox.MostEvents}", "the oldest are dropped");
        plane.Events.ShouldBeEmpty();
        await Task.CompletedTask;
    });
}
