using FsCheck;
using FsCheck.Fluent;
using Krewe.Planning.Deployments;
using Krewe.Planning.Pods;
using Krewe.Planning.Tests.Samples;
using Krewe.Planning.Tests.Worlds;

namespace Krewe.Planning.Tests.Deployments;

public class DeploymentProperties
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(60);

    private sealed record Case(int Replicas, string Surge, string Unavailable, int Seed);

    private static Arbitrary<Case> Cases() => (
        from replicas in Gen.Choose(0, 8)
        from surge in Gen.Elements("0%", "10%", "25%", "50%", "100%")
        from unavailable in Gen.Elements("0%", "10%", "25%", "50%", "100%")
        from seed in Gen.Choose(0, int.MaxValue)
        select new Case(replicas, surge, unavailable, seed)).ToArbitrary();

    private static DeploymentWorld Settled(Case @case)
    {
        var world = new DeploymentWorld(Some.Deployment(replicas: @case.Replicas, surge: @case.Surge, unavailable: @case.Unavailable), new Random(@case.Seed));
        world.Settle().ShouldBeTrue();
        return world;
    }

    [Fact]
    public void Rollouts_never_leave_the_limits_whoever_acts_when() => Check.One(Runs, Prop.ForAll(Cases(), @case =>
    {
        var world = Settled(@case);
        var limits = RolloutLimits.Of(world.Deployment);
        for (var step = 0; step < 150; step++)
        {
            // Now and then the next version comes before the last one is out.
            if (step % 40 == 0)
                world.Edit(spec => spec with { Template = Some.Template($"web:{step}") });
            var available = world.Available;
            world.Step();
            world.Active.ShouldBeLessThanOrEqualTo(limits.MaxTotal);
            world.Available.ShouldBeGreaterThanOrEqualTo(Math.Min(available, limits.MinAvailable));
        }
        return true;
    }));

    [Fact]
    public void Everything_settles_on_the_last_template_and_the_last_size() => Check.One(Runs, Prop.ForAll(Cases(), @case =>
    {
        var world = Settled(@case);
        var random = new Random(@case.Seed);
        for (var step = 0; step < 120; step++)
        {
            if (step % 30 == 0)
                world.Edit(spec => spec with { Template = Some.Template($"web:{random.Next(3)}"), Replicas = random.Next(8) });
            world.Step();
        }
        world.Settle().ShouldBeTrue();
        world.Active.ShouldBe(world.Deployment.Spec.Replicas!.Value);
        world.Pods.ShouldAllBe(pod => pod.Spec.Containers[0].Image == world.Deployment.Spec.Template.Spec.Containers[0].Image);
        world.Deployment.Status.UpdatedReplicas.GetValueOrDefault().ShouldBe(world.Deployment.Spec.Replicas!.Value);
        world.Deployment.Status.Conditions.ShouldContain(condition => condition.Reason == "NewReplicaSetAvailable");
        return world.Deploy() == false;
    }));

    [Fact]
    public void Everything_settles_whatever_the_strategy_becomes_on_the_way() => Check.One(Runs, Prop.ForAll(Cases(), @case =>
    {
        var world = Settled(@case);
        var random = new Random(@case.Seed);
        for (var step = 0; step < 120; step++)
        {
            if (step % 8 == 0)
                world.Edit(spec => spec with
                {
                    Template = Some.Template($"web:{random.Next(3)}"),
                    Replicas = random.Next(8),
                    Strategy = random.Next(2) == 0 ? new() { Type = Krewe.Model.Apps.DeploymentStrategyType.Recreate } : Some.Deployment().Spec.Strategy,
                });
            world.Step();
        }
        world.Settle().ShouldBeTrue();
        return world.Active == world.Deployment.Spec.Replicas && world.Deploy() == false;
    }));

    [Fact]
    public void A_broken_version_never_costs_more_than_the_unavailable_pods_and_can_be_undone() => Check.One(Runs, Prop.ForAll(Cases(), @case =>
    {
        var world = Settled(@case);
        var limits = RolloutLimits.Of(world.Deployment);
        var good = world.Deployment.Spec.Template;
        world.Edit(spec => spec with { Template = Some.Template("broken:1") });
        for (var step = 0; step < 80; step++)
        {
            world.Step();
            world.Available.ShouldBeGreaterThanOrEqualTo(limits.MinAvailable);
            world.Active.ShouldBeLessThanOrEqualTo(limits.MaxTotal);
        }
        world.Edit(spec => spec with { Template = good });
        world.Settle().ShouldBeTrue();
        return world.Available == @case.Replicas && world.Pods.All(pod => pod.IsReady());
    }));

    [Fact]
    public void A_recreate_deployment_never_runs_two_versions_at_once() => Check.One(Runs, Prop.ForAll(Cases(), @case =>
    {
        var recreate = Some.Deployment(replicas: @case.Replicas);
        recreate = recreate with { Spec = recreate.Spec with { Strategy = new() { Type = Krewe.Model.Apps.DeploymentStrategyType.Recreate } } };
        var world = new DeploymentWorld(recreate, new Random(@case.Seed));
        for (var step = 0; step < 150; step++)
        {
            if (step % 50 == 0)
                world.Edit(spec => spec with { Template = Some.Template($"web:{step}") });
            world.Step();
            world.Pods.Select(pod => pod.Spec.Containers[0].Image).Distinct().Count().ShouldBeLessThanOrEqualTo(1);
        }
        return world.Settle();
    }));
}
