using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Planning.Ownership;
using Krewe.Planning.ReplicaSets;
using Krewe.Planning.Tests.Samples;

namespace Krewe.Planning.Tests.ReplicaSets;

public class ReplicaPlannerTests
{
    private static ReplicaPlan Plan(ReplicaSet set, params Pod[] pods) =>
        ReplicaPlanner.Plan(new ObservedReplicas { Controller = ReplicaController.Of(set), Pods = pods }, Some.At());

    [Fact]
    public void Creates_what_is_missing_from_the_template()
    {
        var set = Some.ReplicaSet(replicas: 3);
        var plan = Plan(set, Some.Pod("web-a", set));

        plan.Create.Count.ShouldBe(2);
        var pod = plan.Create[0].Object;
        pod.Metadata.Name.ShouldNotBeNull().ShouldMatch("^web-[bcdfghjklmnpqrstvwxz2456789]{5}$");
        pod.Metadata.GenerateName.ShouldBe("web-");
        pod.Metadata.Labels["app"].ShouldBe("web");
        ControllerReference.Of(pod.Metadata).ShouldBe(ControllerReference.To(set));
        pod.Metadata.OwnerReferences[0].BlockOwnerDeletion.ShouldBe(true);
        plan.Create.Select(creation => creation.Object.Metadata.Name).ShouldBeUnique();
        plan.Create[0].Event.ShouldNotBeNull().Message.ShouldBe($"Created pod: {pod.Metadata.Name}");
        plan.Delete.ShouldBeEmpty();
    }

    [Fact]
    public void One_plan_creates_no_more_than_a_burst() =>
        Plan(Some.ReplicaSet(replicas: 2_000_000_000)).Create.Count.ShouldBe(ReplicaPlanner.MaxBurst);

    [Fact]
    public void Ending_and_finished_pods_do_not_count()
    {
        var set = Some.ReplicaSet(replicas: 1);
        Plan(set, Some.Pod("web-a", set).Ending(), Some.Pod("web-b", set, phase: PodPhase.Failed)).Create.Count.ShouldBe(1);
    }

    [Fact]
    public void A_controller_that_is_being_deleted_neither_creates_nor_deletes_nor_adopts()
    {
        var set = Some.ReplicaSet(replicas: 2);
        set = set with { Metadata = set.Metadata with { DeletionTimestamp = Some.Now } };
        var plan = Plan(set, Some.Pod("stray"));
        plan.Create.ShouldBeEmpty();
        plan.Adopt.ShouldBeEmpty();
        plan.Delete.ShouldBeEmpty();
    }

    [Fact]
    public void Adopts_orphans_that_match_and_releases_own_pods_that_no_longer_do()
    {
        var set = Some.ReplicaSet(replicas: 1);
        var plan = Plan(set, Some.Pod("stray"), Some.Pod("moved", set, labels: "app=other"), Some.Pod("foreign", Some.ReplicaSet("other")));
        plan.Adopt.ShouldHaveSingleItem().Object.Metadata.OwnerReferences.ShouldHaveSingleItem().Uid.ShouldBe(set.Metadata.Uid);
        plan.Release.ShouldHaveSingleItem().Object.Metadata.OwnerReferences.ShouldBeEmpty();
        plan.Create.ShouldBeEmpty();
        plan.Delete.ShouldBeEmpty();
    }

    [Fact]
    public void Gives_up_the_least_useful_pods_first()
    {
        var set = Some.ReplicaSet(replicas: 0);
        Pod Ready(string name, string node, int minutes) => Some.Pod(name, set, node) with
        {
            Status = new PodStatus { Phase = PodPhase.Running, Conditions = [Some.Ready(true, Some.Now.AddMinutes(-minutes))] },
        };
        var cheap = Ready("cheap", "n3", 50);
        cheap = cheap with { Metadata = cheap.Metadata with { Annotations = Some.Labels($"{DeletionOrder.CostAnnotation}=-5") } };

        var plan = Plan(set,
            Ready("alone-old", "n2", 90), Ready("crowded-old", "n1", 80), Ready("crowded-young", "n1", 5), cheap,
            Some.Pod("unready", set, "n4", ready: false), Some.Pod("pending", set, "n5", ready: false, phase: PodPhase.Pending), Some.Pod("unbound", set, node: null));

        plan.Delete.Select(deletion => deletion.Object.Metadata.Name)
            .ShouldBe(["unbound", "pending", "unready", "cheap", "crowded-young", "crowded-old", "alone-old"]);
        plan.Delete[0].Event.ShouldNotBeNull().Message.ShouldBe("Deleted pod: unbound");
    }

    [Fact]
    public void A_pod_is_available_after_it_was_ready_for_long_enough_and_the_plan_says_when_to_look_again()
    {
        var set = Some.ReplicaSet(replicas: 1) with { };
        set = set with { Spec = set.Spec with { MinReadySeconds = 90 } };
        var plan = Plan(set, Some.Pod("web-a", set));
        var status = plan.StatusUpdate.ShouldBeOfType<ReplicaSet>().Status;
        (status.Replicas, status.ReadyReplicas, status.AvailableReplicas, status.FullyLabeledReplicas, status.ObservedGeneration).ShouldBe((1, 1, 0, 1, 1L));
        plan.LookAgainAt.ShouldBe(Some.Now.AddSeconds(30));
    }

    [Fact]
    public void A_failure_becomes_a_condition_that_goes_with_the_next_success()
    {
        var set = Some.ReplicaSet(replicas: 1);
        var failed = ReplicaPlanner.Plan(new ObservedReplicas
        {
            Controller = ReplicaController.Of(set), Pods = [], Failure = new ReplicaFailure(ReplicaFailure.FailedCreate, "quota exceeded", Some.Now),
        }, Some.At());
        set = failed.StatusUpdate.ShouldBeOfType<ReplicaSet>();
        set.Status.Conditions.ShouldHaveSingleItem().Message.ShouldBe("quota exceeded");
        Plan(set).StatusUpdate.ShouldBeOfType<ReplicaSet>().Status.Conditions.ShouldBeEmpty();
    }

    [Fact]
    public void A_replication_controller_works_like_a_replica_set()
    {
        var controller = new ReplicationController
        {
            Metadata = Some.Meta("old"),
            Spec = new ReplicationControllerSpec { Replicas = 2, Selector = Some.Labels("app=web"), Template = Some.Template() },
        };
        var plan = ReplicaPlanner.Plan(new ObservedReplicas { Controller = ReplicaController.Of(controller), Pods = [Some.Pod("stray")] }, Some.At());
        plan.Create.ShouldHaveSingleItem().Object.Metadata.OwnerReferences[0].Kind.ShouldBe("ReplicationController");
        plan.Adopt.Count.ShouldBe(1);
        plan.StatusUpdate.ShouldBeOfType<ReplicationController>().Status.Replicas.ShouldBe(1);
    }
}
