using Krewe.Model.Core;
using Krewe.Model.Quantities;
using Krewe.NodeAgent.Pods;
using Krewe.NodeAgent.Tests.Support;
using static Krewe.NodeAgent.Tests.Pods.Views;

namespace Krewe.NodeAgent.Tests.Pods;

public sealed class StatusWriterTests
{
    internal static readonly NodeContext Node = new()
    {
        NodeName = "node",
        Addresses = ["192.0.2.1"],
        Allocatable = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Of(4), ["memory"] = Quantity.OfBytes(8L << 30) },
        PodsDirectory = "/nowhere",
    };

    private static PodStatus Write(PodView view, PodStatus? before = null) => PodStatusWriter.Write(view, before ?? new PodStatus(), "docker", Node);

    [Fact]
    public void A_running_pod_is_ready()
    {
        var status = Write(Of(Spec(), Running()));
        status.Phase.ShouldBe(PodPhase.Running);
        status.PodIP.ShouldBe("10.0.0.7");
        status.HostIP.ShouldBe("192.0.2.1");
        status.ContainerStatuses.Single().ContainerID.ShouldBe("docker://main-0");
        status.Conditions.ShouldAllBe(condition => condition.Status == ConditionStatus.True);
        status.Conditions.Select(c => c.Type!.Value.Value).ShouldBe(["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady"]);
    }

    [Fact]
    public void A_pod_that_begins_waits_for_its_containers()
    {
        Write(Of(Spec())).ContainerStatuses.Single().State.Waiting!.Reason.ShouldBe("ContainerCreating");
        var withInit = Write(Of(Spec() with { InitContainers = [new Container { Name = "init", Image = "image" }] }));
        withInit.Phase.ShouldBe(PodPhase.Pending);
        withInit.ContainerStatuses.Single().State.Waiting!.Reason.ShouldBe("PodInitializing");
        var initialized = withInit.Conditions.Single(c => c.Type == PodConditionType.Initialized);
        (initialized.Status, initialized.Reason, initialized.Message)
            .ShouldBe((ConditionStatus.False, "ContainersNotInitialized", "containers with incomplete status: [init]"));
        withInit.Conditions.Single(c => c.Type == PodConditionType.Ready).Message.ShouldBe("containers with unready status: [main]");
    }

    [Theory]
    [InlineData(0, false, "Completed", 0)]
    [InlineData(3, false, "Error", 3)]
    [InlineData(137, true, "OOMKilled", 137)]
    [InlineData(null, false, "ContainerStatusUnknown", 137)]
    public void An_ended_container_tells_how(int? code, bool memory, string reason, int shown)
    {
        var status = Write(Of(Spec(RestartPolicy.Never), Exited(code: code) with { OutOfMemory = memory }));
        var terminated = status.ContainerStatuses.Single().State.Terminated!;
        (terminated.Reason, terminated.ExitCode).ShouldBe((reason, shown));
        status.Phase.ShouldBe(code == 0 ? PodPhase.Succeeded : PodPhase.Failed);
        status.Conditions.Single(c => c.Type == PodConditionType.Ready).Reason.ShouldBe(code == 0 ? "PodCompleted" : "PodFailed");
    }

    [Fact]
    public void An_image_that_cannot_be_fetched_is_an_error_and_then_a_back_off()
    {
        var view = Of(Spec());
        var trouble = Trouble.Again(null, "ErrImagePull", "no such image", Start);
        view = view with { Memory = view.Memory with { StartTroubles = view.Memory.StartTroubles.Add("main", trouble) } };
        Write(view).ContainerStatuses.Single().State.Waiting!.ShouldBe(new ContainerStateWaiting { Reason = "ErrImagePull", Message = "no such image" });
        Write(view with { Now = Start.AddSeconds(5) }).ContainerStatuses.Single().State.Waiting!
            .ShouldBe(new ContainerStateWaiting { Reason = "ImagePullBackOff", Message = "Back-off pulling image \"image\": ErrImagePull: no such image" });
        PodPlanner.Plan(view with { Now = Start.AddSeconds(5) }).LookAgainAt.ShouldBe(Start.AddSeconds(10));
        PodPlanner.Plan(view with { Now = Start.AddSeconds(10) }).Steps.Single().ShouldBeOfType<PodStep.Start>();
    }

    [Fact]
    public void Readiness_gates_and_conditions_of_others_are_kept()
    {
        var gate = new PodConditionType("example.com/gate");
        var pod = Assignments.Pod("pod", Spec() with { ReadinessGates = [new PodReadinessGate { ConditionType = gate }] }, "uid");
        var view = Of(pod, Running());
        Write(view).Conditions.Single(c => c.Type == PodConditionType.Ready).Reason.ShouldBe("ReadinessGatesNotReady");
        var open = pod with { Pod = pod.Pod with { Status = new PodStatus { Conditions = [new PodCondition { Type = gate, Status = ConditionStatus.True }] } } };
        var status = Write(Of(open, Running()));
        status.Conditions.Single(c => c.Type == PodConditionType.Ready).Status.ShouldBe(ConditionStatus.True);
        status.Conditions.ShouldContain(c => c.Type == gate);
    }

    [Fact]
    public void The_time_of_a_transition_stays_while_nothing_changes()
    {
        var first = Write(Of(Spec(), Running()));
        var later = Write(Of(Spec(), Running()) with { Now = Start.AddHours(1) }, first);
        later.ShouldBe(first);
    }
}
