using FsCheck;
using FsCheck.Fluent;
using Krewe.Model.Core;
using Krewe.NodeAgent.Pods;
using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Tests.Support;
using static Krewe.NodeAgent.Tests.Pods.Views;

namespace Krewe.NodeAgent.Tests.Pods;

public sealed class PodPlannerTests
{
    [Fact]
    public void Volumes_come_first_then_the_sandbox_then_one_container_after_the_other()
    {
        var view = Of(Spec(null, "a", "b")) with { Sandboxes = [], Memory = new PodMemory { FirstSeen = Start } };
        PodPlanner.Plan(view).Steps.ShouldBe([new PodStep.PrepareVolumes()]);

        view = view with { Memory = view.Memory with { VolumesReady = true } };
        PodPlanner.Plan(view).Steps.ShouldBe([new PodStep.CreateSandbox(0)]);

        view = view with { Sandboxes = [Sandbox] };
        PodPlanner.Plan(view).Steps.Single().ShouldBeOfType<PodStep.Start>().Container.Name.ShouldBe("a");

        view = view with { Instances = [Running("a")] };
        PodPlanner.Plan(view).Steps.Single().ShouldBeOfType<PodStep.Start>().Container.Name.ShouldBe("b");

        view = view with { Instances = [Running("a"), Running("b")] };
        PodPlanner.Plan(view).Steps.ShouldBeEmpty();
    }

    [Fact]
    public void Volumes_whose_content_is_due_are_made_again_beside_what_runs()
    {
        var view = Of(Spec(), Running()) with { Memory = new PodMemory { FirstSeen = Start, VolumesReady = true, VolumesDueAt = Start + TimeSpan.FromHours(1) } };
        PodPlanner.Plan(view).LookAgainAt.ShouldBe(Start + TimeSpan.FromHours(1));
        PodPlanner.Plan(view).Steps.ShouldBeEmpty();
        PodPlanner.Plan(view with { Now = Start + TimeSpan.FromHours(1) }).Steps.ShouldBe([new PodStep.PrepareVolumes()]);
    }

    [Fact]
    public void Init_containers_run_in_order_and_sidecars_stay()
    {
        var spec = Spec() with
        {
            InitContainers =
            [
                new Container { Name = "one", Image = "image" },
                new Container { Name = "side", Image = "image", RestartPolicy = ContainerRestartPolicy.Always, StartupProbe = new Probe { TcpSocket = new() { Port = 1 } } },
                new Container { Name = "two", Image = "image" },
            ],
        };
        NextStart(Of(spec)).ShouldBe("one");
        NextStart(Of(spec, Running("one"))).ShouldBeNull();
        NextStart(Of(spec, Exited("one", code: 0))).ShouldBe("side");
        var side = Of(spec, Exited("one", code: 0), Running("side"));
        NextStart(side).ShouldBeNull("the sidecar has not started yet");
        side = side with { Memory = side.Memory with { Health = side.Memory.Health.Add("side-0", new ContainerHealth { StartupPassed = true }) } };
        NextStart(side).ShouldBe("two");
        NextStart(side with { Instances = [.. side.Instances, Exited("two", code: 0)] }).ShouldBe("main");
        // Once the main container runs, a sidecar that ended is started again, and an init container that is gone is not.
        NextStart(Of(spec, Exited("side", code: 0), Running("main"))).ShouldBe("side");
    }

    [Fact]
    public void Ephemeral_containers_run_once_beside_the_processes_of_their_target()
    {
        var spec = Spec() with { EphemeralContainers = [new EphemeralContainer { Name = "look", Image = "image", TargetContainerName = "main" }] };
        NextStart(Of(spec)).ShouldBe("main", "there is nothing to look at yet");
        var start = PodPlanner.Plan(Of(spec, Running("main"))).Steps.Single().ShouldBeOfType<PodStep.Start>();
        start.Container.Name.ShouldBe("look");
        start.Target.ShouldNotBeNull().Id.ShouldBe("main-0");
        NextStart(Of(spec, Running("main"), Exited("look", code: 1))).ShouldBeNull();
        NextStart(Of(spec, Running("look"), Exited("main", code: 1))).ShouldBe("main", "the others live as they do without it");
    }

    [Theory]
    [InlineData("Always", 0, true)]
    [InlineData("Always", 1, true)]
    [InlineData("OnFailure", 0, false)]
    [InlineData("OnFailure", 1, true)]
    [InlineData("OnFailure", null, true)]
    [InlineData("Never", 0, false)]
    [InlineData("Never", 1, false)]
    public void The_restart_policy_decides_whether_an_ended_container_starts_again(string policy, int? code, bool restarts)
    {
        var view = Of(Spec(new RestartPolicy(policy)), Exited(code: code));
        var start = PodPlanner.Plan(view).Steps.OfType<PodStep.Start>().SingleOrDefault();
        (start is not null).ShouldBe(restarts);
        if (start is not null)
            start.Attempt.ShouldBe(1);
        else
            view.Conclusion.ShouldBe(code == 0 ? PodPhase.Succeeded : PodPhase.Failed);
    }

    [Fact]
    public void A_pod_over_its_deadline_fails()
    {
        var view = Of(Spec() with { ActiveDeadlineSeconds = 60 }, Running());
        PodPlanner.Plan(view).LookAgainAt.ShouldBe(Start.AddSeconds(60));
        PodPlanner.Plan(view with { Now = Start.AddSeconds(60) }).Steps.Single().ShouldBeOfType<PodStep.Fail>().Failure.Reason.ShouldBe("DeadlineExceeded");
        var failed = view with { Now = Start.AddSeconds(61), Memory = view.Memory with { Failure = new("DeadlineExceeded", "") } };
        PodPlanner.Plan(failed).Steps.Single().ShouldBeOfType<PodStep.Stop>();
    }

    [Fact]
    public void A_lost_sandbox_is_replaced_once_nothing_runs_in_it()
    {
        var view = Of(Spec(), Running()) with { Sandboxes = [Sandbox with { Ready = false }] };
        var steps = PodPlanner.Plan(view).Steps;
        steps.ShouldContain(new PodStep.RemoveSandbox("sandbox"));
        steps.OfType<PodStep.Stop>().Single().Instance.Id.ShouldBe("main-0");
        steps.OfType<PodStep.CreateSandbox>().ShouldBeEmpty();
        PodPlanner.Plan(view with { Instances = [Exited()] }).Steps.ShouldContain(new PodStep.CreateSandbox(1));
    }

    [Fact]
    public void A_new_image_replaces_the_instance()
    {
        var view = Of(new PodSpec { Containers = [new Container { Name = "main", Image = "other" }] }, Running());
        PodPlanner.Plan(view).Steps.Single().ShouldBeOfType<PodStep.Stop>().Message.ShouldBe("Container main definition changed, will be restarted");
    }

    [Fact]
    public void Deletion_stops_then_removes_and_finishes()
    {
        var view = Of(Assignments.Pod("pod", Spec(), "uid").Deleted(graceSeconds: 5), Running());
        var stop = PodPlanner.Plan(view).Steps.Single().ShouldBeOfType<PodStep.Stop>();
        (stop.Grace, stop.Message).ShouldBe((TimeSpan.FromSeconds(5), "Stopping container main"));
        view = view with { Instances = [Exited(code: 0)] };
        PodPlanner.Plan(view).Steps.ShouldBe([new PodStep.RemoveSandbox("sandbox"), new PodStep.Remove(view.Instances[0])]);
        PodPlanner.Plan(view with { Instances = [], Sandboxes = [] }).Finished.ShouldBeTrue();
    }

    [Fact]
    public void Sidecars_are_stopped_after_the_others_in_reverse_order()
    {
        var spec = Spec() with
        {
            InitContainers = [.. new[] { "s1", "s2" }.Select(name => new Container { Name = name, Image = "image", RestartPolicy = ContainerRestartPolicy.Always })],
        };
        var pod = Assignments.Pod("pod", spec, "uid").Deleted();
        Stops(Of(pod, Running("s1"), Running("s2"), Running("main"))).ShouldBe(["main"]);
        Stops(Of(pod, Running("s1"), Running("s2"), Exited("main"))).ShouldBe(["s2"]);
        Stops(Of(pod, Running("s1"), Exited("s2"), Exited("main"))).ShouldBe(["s1"]);
    }

    [Fact]
    public void A_pod_that_only_the_machine_knows_is_left_alone_until_it_is_withdrawn()
    {
        var view = Of(Spec(), Running()) with { Assignment = null };
        PodPlanner.Plan(view).Steps.ShouldBeEmpty();
        PodPlanner.Plan(view with { Withdrawn = true }).Steps.Single().ShouldBeOfType<PodStep.Stop>();
    }

    /// <summary>Whatever is seen: never two instances of a container, never a start in an ending pod, never a removal of what runs.</summary>
    [Fact]
    public void No_plan_is_ever_unsafe()
    {
        var phases = Gen.Elements(ContainerPhase.Created, ContainerPhase.Running, ContainerPhase.Exited);
        var instance =
            from name in Gen.Elements("init", "main", "other")
            from attempt in Gen.Choose(0, 4)
            from phase in phases
            from code in Gen.Elements<int?>(0, 1, null)
            from backOff in Gen.Choose(0, 300)
            from finished in Gen.Choose(-400, 0)
            from sandbox in Gen.Elements("sandbox", "older")
            select Running(name, attempt, sandbox) with
            {
                Phase = phase,
                ExitCode = phase == ContainerPhase.Exited ? code : null,
                FinishedAt = phase == ContainerPhase.Exited ? Start.AddSeconds(finished) : null,
                BackOff = TimeSpan.FromSeconds(backOff),
            };
        var views =
            from instances in instance.ListOf()
            from policy in Gen.Elements(RestartPolicy.Always, RestartPolicy.OnFailure, RestartPolicy.Never)
            from ready in Gen.Elements(true, false)
            from deleted in Gen.Elements(true, false, false)
            from withdrawn in Gen.Elements(true, false, false)
            from volumes in Gen.Elements(true, true, false)
            let spec = Spec(policy, "main", "other") with { InitContainers = [new Container { Name = "init", Image = "image" }] }
            let pod = Assignments.Pod("pod", spec, "uid")
            select Of(deleted ? pod.Deleted() : pod, [.. instances.DistinctBy(i => i.Id)]) with
            {
                Withdrawn = withdrawn,
                Sandboxes = [Sandbox with { Ready = ready }],
                Memory = new PodMemory { FirstSeen = Start, VolumesReady = volumes },
            };

        Prop.ForAll(views.ToArbitrary(), view =>
        {
            var plan = PodPlanner.Plan(view);
            foreach (var start in plan.Steps.OfType<PodStep.Start>())
            {
                var latest = view.Latest(start.Container.Name);
                (latest?.Phase == ContainerPhase.Running).ShouldBeFalse();
                start.Attempt.ShouldBe((latest?.Attempt ?? -1) + 1);
                (view.Withdrawn || view.Deleted || view.Conclusion is not null).ShouldBeFalse();
                start.Sandbox.Ready.ShouldBeTrue();
                if (latest?.SandboxId == start.Sandbox.Id)
                    (latest.FinishedAt + RestartBackOff.After(latest) <= view.Now).ShouldBeTrue("a back-off was cut short");
            }
            plan.Steps.OfType<PodStep.Start>().Count().ShouldBeLessThanOrEqualTo(1);
            plan.Steps.OfType<PodStep.Remove>().ShouldAllBe(remove => remove.Instance.Phase != ContainerPhase.Running);
            if (plan.Finished)
                view.Instances.ShouldBeEmpty();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static string? NextStart(PodView view) => PodPlanner.Plan(view).Steps.OfType<PodStep.Start>().SingleOrDefault()?.Container.Name;

    private static IEnumerable<string> Stops(PodView view) => PodPlanner.Plan(view).Steps.OfType<PodStep.Stop>().Select(stop => stop.Instance.Name);
}
