using Krewe.Grains.Objects;
using Krewe.Grains.Pods;
using Krewe.Grains.Tests.Harness;
using Krewe.Model.Coordination;
using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Planning.Pods;

namespace Krewe.Grains.Tests.Pods;

public sealed class PodLifeTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static Pod? Find(ControlPlane plane, string name) => plane.Find<Pod>(PodKind.Instance, "default", name);

    private static IPodGrain Grain(ControlPlane plane, string name) =>
        plane.Grains.GetGrain<IPodGrain>(new ObjectId("pods", new ObjectKey("default", name)).ToString());

    [Fact]
    public void An_unbound_pod_goes_at_once()
    {
        using var plane = new ControlPlane(1);
        var pod = plane.Created(Samples.Pod("p"));
        plane.Delete(pod).ShouldBeOfType<WriteOutcome.Written>().Removed.ShouldBeTrue();
    }

    [Fact]
    public void A_bound_pod_goes_when_its_agent_says_that_it_is_gone()
    {
        using var plane = new ControlPlane(1);
        var agent = new FakeAgent(plane, "n1").Start();
        var pod = plane.Created(Samples.Pod("p"));
        plane.Eventually(() => agent.Running.Contains(pod.Metadata.Uid!), Soon, "it runs");
        agent.Reachable = false;
        var marked = plane.Delete(pod, new DeleteRequest(GracePeriodSeconds: 20)).ShouldBeOfType<WriteOutcome.Written>();
        marked.Removed.ShouldBeFalse();
        (marked.Document.Metadata.DeletionGracePeriodSeconds, marked.Document.Metadata.DeletionTimestamp - plane.Time.GetUtcNow() <= TimeSpan.FromSeconds(20)).ShouldBe((20, true));
        plane.Advance(TimeSpan.FromMinutes(2));
        Find(plane, "p").ShouldNotBeNull("nobody has confirmed its end");
        agent.Reachable = true;
        plane.Eventually(() => Find(plane, "p") is null, Soon, "it is gone");
        agent.Running.ShouldBeEmpty();
    }

    [Fact]
    public void Grace_is_shortened_and_never_prolonged_and_zero_is_at_once()
    {
        using var plane = new ControlPlane(1);
        var agent = new FakeAgent(plane, "n1").Start();
        var pod = plane.Created(Samples.Pod("p"));
        plane.Eventually(() => agent.Running.Count == 1, Soon, "it runs");
        agent.Reachable = false;
        plane.Delete(pod, new DeleteRequest(GracePeriodSeconds: 30)).ShouldBeWritten().Metadata.DeletionGracePeriodSeconds.ShouldBe(30);
        plane.Delete(pod, new DeleteRequest(GracePeriodSeconds: 60)).ShouldBeWritten().Metadata.DeletionGracePeriodSeconds.ShouldBe(30);
        plane.Delete(pod, new DeleteRequest(GracePeriodSeconds: 5)).ShouldBeWritten().Metadata.DeletionGracePeriodSeconds.ShouldBe(5);
        plane.Advance(TimeSpan.FromSeconds(5));
        plane.Delete(pod, new DeleteRequest(GracePeriodSeconds: 0)).ShouldBeOfType<WriteOutcome.Written>().Removed.ShouldBeTrue();
    }

    [Fact]
    public void A_pod_is_bound_once()
    {
        using var plane = new ControlPlane(1);
        var pod = plane.Created(Samples.Pod("p"));
        var bound = plane.Run(() => Grain(plane, "p").Bind(new BindRequest("n1", pod.Metadata.Uid), default)).ShouldBeWritten().As<Pod>();
        bound.Spec.NodeName.ShouldBe("n1");
        bound.Condition(PodConditionType.PodScheduled)!.Status.ShouldBe(ConditionStatus.True);
        plane.Run(() => Grain(plane, "p").Bind(new BindRequest("n2"), default)).ShouldBeRefused(FailureReason.Conflict).Message
            .ShouldBe("Operation cannot be fulfilled on pods \"p\": pod p is already assigned to node \"n1\"");
    }

    [Fact]
    public void A_pod_that_fits_nowhere_says_why_once_and_is_placed_when_there_is_room()
    {
        using var plane = new ControlPlane(1);
        plane.Created(Samples.Pod("p"));
        plane.Advance(TimeSpan.FromSeconds(5));
        var condition = Find(plane, "p")!.Condition(PodConditionType.PodScheduled)!;
        (condition.Status, condition.Reason).ShouldBe((ConditionStatus.False, "Unschedulable"));
        condition.Message.ShouldBe("no nodes available to schedule pods");
        plane.List<Event>(EventKind.Instance).ShouldContain(told => told.Reason == "FailedScheduling" && told.InvolvedObject.Name == "p");
        var version = Find(plane, "p")!.Metadata.ResourceVersion;
        plane.Advance(TimeSpan.FromMinutes(5));
        Find(plane, "p")!.Metadata.ResourceVersion.ShouldBe(version, "it is not said again and again");
        var agent = new FakeAgent(plane, "n1").Start();
        plane.Eventually(() => agent.Running.Count == 1, Soon, "it runs");
    }

    [Fact]
    public void Agents_that_are_clients_of_the_api_keep_their_nodes_by_leases_and_end_their_pods_by_deleting_them()
    {
        using var plane = new ControlPlane(1);
        plane.Created(new Node
        {
            Metadata = new ObjectMeta { Name = "fake-0000" },
            Status = new NodeStatus
            {
                Capacity = Samples.Capacity,
                Allocatable = Samples.Capacity,
                Conditions = [new NodeCondition { Type = NodeConditionType.Ready, Status = ConditionStatus.True, LastHeartbeatTime = plane.Time.GetUtcNow() }],
            },
        });
        var lease = plane.Created(new Lease
        {
            Metadata = new ObjectMeta { Name = "fake-0000", Namespace = "kube-node-lease" },
            Spec = new LeaseSpec { HolderIdentity = "fake-0000", LeaseDurationSeconds = 40, RenewTime = plane.Time.GetUtcNow() },
        });
        var pod = plane.Created(Samples.Pod("p"));
        plane.Eventually(() => Find(plane, "p")!.Spec.NodeName == "fake-0000", Soon, "it is bound");
        for (var i = 0; i < 6; i++)
        {
            plane.Advance(TimeSpan.FromSeconds(20));
            lease = plane.Updated(lease with { Spec = lease.Spec with { RenewTime = plane.Time.GetUtcNow() } });
        }
        plane.Find<Node>(NodeKind.Instance, "", "fake-0000")!.Status.Conditions.Single(c => c.Type == NodeConditionType.Ready).Status.ShouldBe(ConditionStatus.True);

        var current = Find(plane, "p")!;
        plane.Updated(current with { Status = current.Status with { Phase = PodPhase.Running } }, Subresource.Status).Status.Phase.ShouldBe(PodPhase.Running);
        plane.Delete(pod).ShouldBeOfType<WriteOutcome.Written>().Removed.ShouldBeFalse();
        plane.Delete(pod, new DeleteRequest(GracePeriodSeconds: 0)).ShouldBeOfType<WriteOutcome.Written>().Removed.ShouldBeTrue();

        plane.Eventually(() => plane.Find<Node>(NodeKind.Instance, "", "fake-0000")!.Status.Conditions.Single(c => c.Type == NodeConditionType.Ready).Status == ConditionStatus.Unknown,
            TimeSpan.FromMinutes(1), "without its lease it is lost");
    }
}
