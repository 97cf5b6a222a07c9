using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Quantities;
using Krewe.Planning.Deployments;
using Krewe.Planning.Tests.Samples;
using Krewe.Planning.Tests.Worlds;

namespace Krewe.Planning.Tests.Deployments;

public class DeploymentPlannerTests
{
    private static DeploymentWorld World(int replicas = 3, IntOrString? surge = null, IntOrString? unavailable = null) =>
        new(Some.Deployment(replicas: replicas, surge: surge, unavailable: unavailable), new Random(1));

    private static DeploymentCondition Progressing(Deployment deployment) =>
        deployment.Status.Conditions.Single(condition => condition.Type == DeploymentConditionType.Progressing);

    [Theory]
    [InlineData("25%", "25%", 10, 3, 2)]
    [InlineData("25%", "25%", 1, 1, 0)]
    [InlineData("0", "10%", 5, 0, 1)]
    [InlineData("1", "0", 3, 1, 0)]
    [InlineData("0", "200%", 4, 0, 4)]
    public void Percentages_round_up_for_the_surge_and_down_for_the_unavailable(string surge, string unavailable, int replicas, int maxSurge, int maxUnavailable) =>
        RolloutLimits.Of(Some.Deployment(replicas: replicas, surge: IntOrString.Parse(surge), unavailable: IntOrString.Parse(unavailable)))
            .ShouldBe(new RolloutLimits(replicas, maxSurge, maxUnavailable));

    [Fact]
    public void The_first_plan_creates_the_replica_set_in_full_size()
    {
        var world = World();
        world.Deploy();
        var set = world.Sets.ShouldHaveSingleItem();
        var hash = set.Metadata.Labels[PodTemplateHash.Label];
        set.Metadata.Name.ShouldBe($"web-{hash}");
        set.Spec.Replicas.ShouldBe(3);
        set.Spec.Selector.ShouldNotBeNull().MatchLabels[PodTemplateHash.Label].ShouldBe(hash);
        set.Spec.Template.Metadata.Labels[PodTemplateHash.Label].ShouldBe(hash);
        set.Metadata.Annotations[DeploymentAnnotations.Revision].ShouldBe("1");
        set.Metadata.Annotations[DeploymentAnnotations.DesiredReplicas].ShouldBe("3");
        set.Metadata.Annotations[DeploymentAnnotations.MaxReplicas].ShouldBe("4");
        world.Deployment.Metadata.Annotations[DeploymentAnnotations.Revision].ShouldBe("1");
        world.Events.ShouldHaveSingleItem().Message.ShouldBe($"Scaled up replica set {set.Metadata.Name} from 0 to 3");
        Progressing(world.Deployment).Reason.ShouldBe("NewReplicaSetCreated");
        Progressing(world.Deployment).Message.ShouldBe($"Created new replica set \"{set.Metadata.Name}\"");
        world.Deployment.Status.Conditions.ShouldContain(condition =>
            condition.Reason == "MinimumReplicasUnavailable" && condition.Message == "Deployment does not have minimum availability.");
    }

    [Fact]
    public void A_finished_rollout_says_so_in_kubernetes_words()
    {
        var world = World();
        world.Settle().ShouldBeTrue();
        var set = world.Sets.ShouldHaveSingleItem();
        var progressing = Progressing(world.Deployment);
        (progressing.Reason, progressing.Message).ShouldBe(("NewReplicaSetAvailable", $"ReplicaSet \"{set.Metadata.Name}\" has successfully progressed."));
        world.Deployment.Status.Conditions.ShouldContain(condition =>
            condition.Reason == "MinimumReplicasAvailable" && condition.Message == "Deployment has minimum availability.");
        var status = world.Deployment.Status;
        (status.Replicas, status.UpdatedReplicas, status.ReadyReplicas, status.AvailableReplicas, status.ObservedGeneration).ShouldBe((3, 3, 3, 3, 1L));
    }

    [Fact]
    public void Undoing_a_rollout_reuses_the_replica_set_and_raises_its_revision()
    {
        var world = World();
        world.Settle();
        var first = world.Sets.Single().Metadata.Name;
        world.Edit(spec => spec with { Template = Some.Template("web:2") });
        world.Settle();
        world.Deployment.Metadata.Annotations[DeploymentAnnotations.Revision].ShouldBe("2");
        world.Edit(spec => spec with { Template = Some.Template("web:1") });
        world.Settle();

        world.Sets.Count.ShouldBe(2);
        var back = world.Sets.Single(set => set.Metadata.Name == first);
        back.Spec.Replicas.ShouldBe(3);
        back.Metadata.Annotations[DeploymentAnnotations.Revision].ShouldBe("3");
        back.Metadata.Annotations[DeploymentAnnotations.RevisionHistory].ShouldBe("1");
        world.Deployment.Metadata.Annotations[DeploymentAnnotations.Revision].ShouldBe("3");
    }

    [Fact]
    public void A_paused_deployment_does_not_roll_but_scales()
    {
        var world = World();
        world.Settle();
        world.Edit(spec => spec with { Paused = true, Template = Some.Template("web:2"), Replicas = 5 });
        world.Settle().ShouldBeTrue();
        world.Sets.ShouldHaveSingleItem().Spec.Replicas.ShouldBe(5);
        (Progressing(world.Deployment).Status, Progressing(world.Deployment).Reason).ShouldBe((ConditionStatus.Unknown, "DeploymentPaused"));

        world.Edit(spec => spec with { Paused = null });
        world.Deploy();
        world.Settle().ShouldBeTrue();
        world.Sets.Count.ShouldBe(2);
        Progressing(world.Deployment).Reason.ShouldBe("NewReplicaSetAvailable");
    }

    [Fact]
    public void Scaling_in_the_middle_of_a_rollout_is_shared_in_proportion()
    {
        var world = World(replicas: 10, surge: 3, unavailable: 2);
        world.Settle();
        world.Edit(spec => spec with { Template = Some.Template("broken:1") });
        world.Settle();
        world.Sets.Select(set => set.Spec.Replicas).Order().ShouldBe([5, 8]);

        world.Edit(spec => spec with { Replicas = 15 });
        world.Deploy();
        // 18 pods may be there: 5/13 and 8/13 of them.
        world.Sets.Select(set => set.Spec.Replicas).Order().ShouldBe([7, 11]);
    }

    [Fact]
    public void A_replica_set_that_has_the_wanted_size_already_does_not_hold_up_the_rollout()
    {
        var world = World();
        world.Settle();
        world.ScaleByHand(world.Sets.Single(), 5);
        world.Edit(spec => spec with { Replicas = 5, Template = Some.Template("web:2") });
        world.Settle().ShouldBeTrue();
        world.Sets.Single(set => set.Spec.Replicas == 5).Spec.Template.Spec!.Containers[0].Image.ShouldBe("web:2");
        world.Events.ShouldNotContain(happened => happened.Message.Contains("from 5 to 5", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rollout_that_does_not_move_misses_its_deadline()
    {
        var world = World();
        world.Settle();
        world.Edit(spec => spec with { Template = Some.Template("broken:1") });
        world.Settle();
        var plan = Plan(world, world.Now);
        plan.IsEmpty.ShouldBeTrue();
        var deadline = plan.LookAgainAt.ShouldNotBeNull();
        deadline.ShouldBe(Progressing(world.Deployment).LastUpdateTime!.Value.AddSeconds(601));
        var late = Plan(world, deadline).Self.ShouldNotBeNull();
        (Progressing(late).Status, Progressing(late).Reason).ShouldBe((ConditionStatus.False, "ProgressDeadlineExceeded"));
        Progressing(late).Message!.ShouldEndWith("has timed out progressing.");
    }

    [Fact]
    public void Old_replica_sets_beyond_the_history_limit_go()
    {
        var world = World();
        world.Edit(spec => spec with { RevisionHistoryLimit = 2 });
        for (var version = 1; version <= 6; version++)
        {
            world.Edit(spec => spec with { Template = Some.Template($"web:{version}") });
            world.Settle().ShouldBeTrue();
        }
        world.Sets.Select(set => set.Metadata.Annotations[DeploymentAnnotations.Revision]).Order().ShouldBe(["4", "5", "6"]);
    }

    [Fact]
    public void A_name_that_is_taken_leads_to_another_hash()
    {
        var deployment = Some.Deployment();
        var first = Plan(deployment).Create.ShouldNotBeNull().Object.Metadata.Name;
        var second = Plan(DeploymentPlanner.AfterCollision(deployment)).Create.ShouldNotBeNull().Object.Metadata.Name;
        second.ShouldNotBe(first);
        Plan(deployment).Create!.Object.Metadata.Name.ShouldBe(first);
    }

    [Fact]
    public void A_deployment_that_selects_everything_does_nothing_but_warn()
    {
        var deployment = Some.Deployment();
        deployment = deployment with { Spec = deployment.Spec with { Selector = new() } };
        var plan = Plan(deployment);
        plan.Create.ShouldBeNull();
        plan.Events.ShouldHaveSingleItem().Message.ShouldBe("This deployment is selecting all pods. A non-empty selector is required.");
        Plan(plan.Self.ShouldNotBeNull()).Events.ShouldBeEmpty();
    }

    private static DeploymentPlan Plan(Deployment deployment) =>
        DeploymentPlanner.Plan(new ObservedDeployment { Deployment = deployment, ReplicaSets = [] }, Some.At());

    private static DeploymentPlan Plan(DeploymentWorld world, DateTimeOffset now) => DeploymentPlanner.Plan(
        new ObservedDeployment { Deployment = world.Deployment, ReplicaSets = [.. world.Sets], Pods = [.. world.Pods] }, Some.At(now));
}
