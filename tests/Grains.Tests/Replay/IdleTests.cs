using Krewe.Grains.Tests.Harness;
using Krewe.Model.Apps;

namespace Krewe.Grains.Tests.Replay;

public sealed class IdleTests
{
    [Fact]
    public void What_is_settled_needs_no_activation()
    {
        using var plane = new ControlPlane(1);
        for (var i = 0; i < 200; i++)
            plane.Created(Samples.ConfigMap($"m{i}"));
        _ = new FakeAgent(plane, "n1").Start();
        plane.Created(Samples.ReplicaSet("web", 20));
        plane.Advance(TimeSpan.FromSeconds(10));
        plane.Silo.Activations.ShouldBeGreaterThan(220);
        plane.Advance(TimeSpan.FromHours(1));
        // The collections, the scheduler, the node, what expires events, and the like.
        plane.Silo.Activations.ShouldBeLessThan(30);
        plane.Find<ReplicaSet>(ReplicaSetKind.Instance, "default", "web")!.Status.AvailableReplicas.ShouldBe(20);
    }
}
