using Krewe.Model.Core;
using Krewe.NodeAgent.Tests.Support;
using Krewe.Protocol;
using static Krewe.NodeAgent.Tests.Support.Assignments;

namespace Krewe.NodeAgent.Tests.Docker;

[Collection(DockerCollection.Name)]
public sealed class DockerAdoptionTests(DockerEngineFixture engine) : IAsyncLifetime
{
    private readonly ScratchDirectory _data = new();
    private FakeControlPlane _plane = null!;

    public async Task InitializeAsync() => _plane = await FakeControlPlane.Start();

    public async Task DisposeAsync()
    {
        await _plane.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task A_restarted_agent_adopts_what_runs_ends_what_is_withdrawn_and_restarts_nothing()
    {
        var agentId = $"test-{Guid.NewGuid():N}";
        var (kept, dropped) = (Pod("kept", Server("main")), Pod("dropped", Server("main")));
        string keptId;
        AgentHello hello;
        await using (var first = new RunningAgent(_plane, _data, engine.Runtime(agentId)))
        {
            var session = await _plane.NextSession();
            hello = await session.Welcome();
            await session.Send(new DesiredState { Generation = 1, Pods = [kept, dropped] });
            var running = new Dictionary<string, PodStatus>();
            while (running.Count < 2)
                foreach (var pod in (await session.Receive<PodReport>()).Pods.Where(p => p.Status.Phase == PodPhase.Running))
                    running[pod.Uid] = pod.Status;
            keptId = running[kept.Uid()].ContainerStatuses[0].ContainerID!;
            session.Drop();
        }

        await using var second = new RunningAgent(_plane, _data, engine.Runtime(agentId));
        var (next, _) = await _plane.WelcomeSuccessor(hello);
        var complete = await next.Receive<PodReport>(report => report.Complete);
        complete.Pods.Select(p => p.Uid).Order().ShouldBe(new[] { kept.Uid(), dropped.Uid() }.Order());

        await next.Send(new DesiredState { Generation = 2, Pods = [kept] });
        await WaitUntilNothingIsLeftOf(agentId, dropped.Uid());
        var inspected = await engine.Client.InspectContainer(keptId["docker://".Length..], CancellationToken.None);
        inspected!.State.Running.ShouldBeTrue();
        await next.Send(new DesiredChange { From = 2, Generation = 3, Assigned = [kept.Deleted()] });
        var gone = await next.Receive<PodReport>(report => report.Pods.Any(p => p.Gone));
        gone.Pods.Single(p => p.Gone).Status.ContainerStatuses[0].ContainerID.ShouldBe(keptId);
        gone.Pods.Single(p => p.Gone).Status.ContainerStatuses[0].RestartCount.ShouldBe(0);
    }

    private async Task WaitUntilNothingIsLeftOf(string agentId, string uid)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var events = await engine.Client.OpenEvents(Krewe.NodeAgent.Runtimes.Docker.DockerLabels.Filter(agentId), deadline.Token);
        var stream = Krewe.NodeAgent.Runtimes.Docker.DockerClient.ReadEvents(events, deadline.Token).GetAsyncEnumerator(deadline.Token);
        while (await CountOf(agentId, uid) > 0)
            (await stream.MoveNextAsync()).ShouldBeTrue();
        await stream.DisposeAsync();
    }

    private async Task<int> CountOf(string agentId, string uid)
    {
        var count = 0;
        foreach (var listed in await engine.Client.ListContainers(Krewe.NodeAgent.Runtimes.Docker.DockerLabels.Filter(agentId), CancellationToken.None))
            if (await engine.Client.InspectContainer(listed.Id, CancellationToken.None) is { } container
                && Krewe.NodeAgent.Runtimes.Docker.DockerLabels.Read(container.Config.Labels)?.Pod.Uid == uid)
                count++;
        return count;
    }
}
