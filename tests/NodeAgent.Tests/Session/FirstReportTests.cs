using Krewe.Model.Core;
using Krewe.NodeAgent.Tests.Support;
using static Krewe.NodeAgent.Tests.Support.Assignments;

namespace Krewe.NodeAgent.Tests.Session;

/// <summary>An agent says that it is ready when what the control plane believes of its pods has become true.</summary>
public sealed class FirstReportTests
{
    private static readonly Container Main = new() { Name = "main", Image = "app:1" };

    [Fact]
    public void An_agent_without_pods_is_ready_once_it_knows_that_it_has_none() => VirtualWorld.Run(async world =>
    {
        var plane = new VirtualControlPlane { Tells = false };
        var node = new VirtualNode(world, plane);
        node.Start();
        await world.Pass(VirtualNode.Soon);
        node.IsReady.ShouldBeFalse("nothing was said of what it shall run");

        plane.Tells = true;
        plane.Want();
        await world.Pass(VirtualNode.Soon);
        node.IsReady.ShouldBeTrue();
        await node.Stop();
    });

    [Fact]
    public void After_a_reboot_it_is_ready_once_the_loss_of_its_containers_was_taken() => VirtualWorld.Run(async world =>
    {
        var pod = Pod("web", Main);
        var (plane, node) = await VirtualNode.With(world, pod);
        node.IsReady.ShouldBeTrue();

        plane.Answers = false;
        plane.Statuses.Clear();
        await node.Reboot();
        await world.Pass(VirtualNode.Soon);
        node.IsReady.ShouldBeFalse("nobody has taken what it said");

        plane.Answers = true;
        await world.Pass(TimeSpan.FromSeconds(20));
        node.IsReady.ShouldBeTrue();
        plane.Statuses.Keys.ShouldBe([pod.Uid()]);
        await node.Stop();
    });
}
