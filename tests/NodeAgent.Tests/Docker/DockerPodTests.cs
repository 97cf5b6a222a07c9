using Krewe.Model.Core;
using Krewe.NodeAgent.Logs;
using Krewe.NodeAgent.Tests.Support;
using static Krewe.NodeAgent.Tests.Support.Assignments;

namespace Krewe.NodeAgent.Tests.Docker;

[Collection(DockerCollection.Name)]
public sealed class DockerPodTests(DockerEngineFixture engine) : IAsyncLifetime
{
    private readonly ScratchDirectory _data = new();
    private PodBench _bench = null!;

    public async Task InitializeAsync() => _bench = await new PodBench(engine.Runtime(), _data).Start();

    public async Task DisposeAsync()
    {
        await _bench.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task A_pod_runs_and_is_gone_after_its_deletion()
    {
        var pod = Pod("web", Shell("main", "trap 'exit 0' TERM; echo up; while true; do sleep 1 & wait $!; done"));
        await _bench.Run(pod);

        // The engine may say that it runs before its start is complete: until then it runs and is not ready.
        var status = await _bench.Reporter.WaitFor(pod.Uid(), s => s.Phase == PodPhase.Running && s.ContainerStatuses[0].Ready == true);
        status.ContainerStatuses[0].ContainerID!.ShouldStartWith("docker://");
        status.PodIP.ShouldNotBeNull();
        status.Conditions.Single(c => c.Type == PodConditionType.Ready).Status.ShouldBe(ConditionStatus.True);
        _bench.Reporter.Events.Select(e => e.Reason).ShouldBe(["Pulled", "Created", "Started"]);

        var id = status.ContainerStatuses[0].ContainerID!["docker://".Length..];
        await WaitForOutput(id);
        await _bench.Run(pod.Deleted());
        await _bench.Reporter.WaitUntilGone(pod.Uid());
        var last = _bench.Reporter.Latest(pod.Uid())!.Status;
        last.Phase.ShouldBe(PodPhase.Succeeded);
        last.ContainerStatuses[0].State.Terminated!.ExitCode.ShouldBe(0);
        (await engine.Client.InspectContainer(id, CancellationToken.None)).ShouldBeNull();
    }

    /// <summary>A container that runs has not yet come to its first line.</summary>
    private async Task WaitForOutput(string id)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var written = false;
        try
        {
            await _bench.Runtime.ReadLogs(id, new LogQuery { Follow = true }, async (_, _) =>
            {
                written = true;
                await enough.CancelAsync();
            }, enough.Token);
        }
        catch (OperationCanceledException)
        {
        }
        written.ShouldBeTrue();
    }

    [Fact]
    public async Task A_killed_container_is_restarted_at_once_and_its_log_stays_readable()
    {
        var pod = Pod("phoenix", Shell("main", "echo started; trap 'exit 0' TERM; while true; do sleep 1 & wait $!; done"));
        await _bench.Run(pod);
        var first = await _bench.Reporter.WaitFor(pod.Uid(), s => s.Phase == PodPhase.Running);

        var id = first.ContainerStatuses[0].ContainerID!["docker://".Length..];
        await engine.Client.KillContainer(id, CancellationToken.None);
        var second = await _bench.Reporter.WaitFor(pod.Uid(), s => s.ContainerStatuses[0] is { RestartCount: 1, State.Running: not null });

        second.ContainerStatuses[0].LastState.Terminated!.ExitCode.ShouldBe(137);
        second.ContainerStatuses[0].LastState.Terminated!.Reason.ShouldBe("Error");
        (await engine.Client.InspectContainer(id, CancellationToken.None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Ten_pods_start_beside_each_other()
    {
        var pods = Enumerable.Range(0, 10).Select(i => Pod($"many-{i}", Server("main"))).ToArray();
        await _bench.Run(pods);
        foreach (var pod in pods)
            await _bench.Reporter.WaitFor(pod.Uid(), s => s.Phase == PodPhase.Running, seconds: 60);
    }
}
