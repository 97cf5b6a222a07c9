using Krewe.Grains.Collections;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Planning.Pods;

namespace Krewe.Grains.Tests.Scheduling;

public sealed class BurstTests
{
    [Fact]
    public void A_thousand_pods_are_bound_in_few_commits_and_spread_evenly()
    {
        using var plane = new ControlPlane(1);
        for (var i = 0; i < 100; i++)
        {
            plane.Created(new Node
            {
                Metadata = new ObjectMeta { Name = $"n{i:00}" },
                Status = new NodeStatus
                {
                    Capacity = Samples.Capacity,
                    Allocatable = Samples.Capacity,
                    Conditions = [new NodeCondition { Type = NodeConditionType.Ready, Status = ConditionStatus.True, LastHeartbeatTime = plane.Time.GetUtcNow() }],
                },
            });
        }
        var before = plane.Log.Batches.Count;
        plane.Created(Samples.ReplicaSet("web", 1_000));
        plane.Eventually(() => plane.Run(() => plane.Grains.GetCollection(PodKind.Instance).List(new ObjectQuery(NodeName: ""))).Documents.Count == 0
            && plane.List<Pod>(PodKind.Instance).Count == 1_000, TimeSpan.FromSeconds(5), "all are bound");
        plane.List<Pod>(PodKind.Instance).CountBy(pod => pod.Spec.NodeName!).ShouldAllBe(node => node.Value == 10);
        plane.Log.Batches.Skip(before).Count(batch => batch.Collection == "pods").ShouldBeLessThan(60, "commits gather");
        plane.List<Pod>(PodKind.Instance).ShouldAllBe(pod => pod.IsActive());
    }

    [Fact]
    public void Pods_whose_binding_met_a_failure_of_storage_are_bound_in_the_end()
    {
        using var plane = new ControlPlane(1);
        for (var i = 0; i < 3; i++)
            plane.Created(Samples.Pod($"p{i}"));
        plane.Advance(TimeSpan.FromSeconds(5));
        plane.Log.FailBefore = "pods";
        _ = new FakeAgent(plane, "n1").Start();
        plane.Eventually(() => plane.Log.FailBefore is null, TimeSpan.FromSeconds(5), "a binding fails");
        plane.Eventually(() => plane.List<Pod>(PodKind.Instance).All(pod => pod.Spec.NodeName == "n1"), TimeSpan.FromSeconds(30), "all are bound");
    }
}
