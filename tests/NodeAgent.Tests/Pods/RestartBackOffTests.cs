using Krewe.Model.Core;
using Krewe.NodeAgent.Pods;
using Krewe.NodeAgent.Runtimes;
using static Krewe.NodeAgent.Tests.Pods.Views;

namespace Krewe.NodeAgent.Tests.Pods;

public sealed class RestartBackOffTests
{
    [Fact]
    public void The_first_restart_is_at_once_then_the_wait_doubles_to_five_minutes()
    {
        var waits = new List<double>();
        ObservedContainer? last = null;
        for (var attempt = 0; attempt < 9; attempt++)
        {
            last = Exited(attempt: attempt, backOff: RestartBackOff.Carried(last), ran: TimeSpan.FromSeconds(1));
            waits.Add(RestartBackOff.After(last).TotalSeconds);
        }
        waits.ShouldBe([0, 10, 20, 40, 80, 160, 300, 300, 300]);
    }

    [Fact]
    public void Ten_minutes_of_running_begin_it_anew()
    {
        var stable = Exited(attempt: 5, backOff: TimeSpan.FromSeconds(160), ran: TimeSpan.FromMinutes(10));
        RestartBackOff.After(stable).ShouldBe(TimeSpan.Zero);
        RestartBackOff.Carried(stable).ShouldBe(TimeSpan.FromSeconds(10));
        RestartBackOff.After(Exited(backOff: TimeSpan.FromSeconds(160), ran: TimeSpan.FromMinutes(9.9))).ShouldBe(TimeSpan.FromSeconds(160));
    }

    [Fact]
    public void The_planner_waits_and_then_starts()
    {
        var view = Of(Spec(), Exited(attempt: 1, backOff: TimeSpan.FromSeconds(10)));
        var waiting = PodPlanner.Plan(view with { Now = Start.AddSeconds(9) });
        waiting.Steps.ShouldBeEmpty();
        waiting.LookAgainAt.ShouldBe(Start.AddSeconds(10));
        var start = PodPlanner.Plan(view with { Now = Start.AddSeconds(10) }).Steps.Single().ShouldBeOfType<PodStep.Start>();
        (start.Attempt, start.BackOff).ShouldBe((2, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void The_status_tells_of_it_in_the_words_of_kubelet()
    {
        var view = Of(Spec(), Exited(attempt: 0), Exited(attempt: 1, backOff: TimeSpan.FromSeconds(10)) with { FinishedAt = Start }) with { Now = Start.AddSeconds(1) };
        var status = PodStatusWriter.Write(view, new PodStatus(), "docker", StatusWriterTests.Node);
        var container = status.ContainerStatuses.Single();
        container.State.Waiting!.Reason.ShouldBe("CrashLoopBackOff");
        container.State.Waiting.Message.ShouldBe("back-off 10s restarting failed container=main pod=pod_default(uid)");
        container.LastState.Terminated!.ContainerID.ShouldBe("docker://main-1");
        container.RestartCount.ShouldBe(1);
        status.Phase.ShouldBe(PodPhase.Running);
    }
}
