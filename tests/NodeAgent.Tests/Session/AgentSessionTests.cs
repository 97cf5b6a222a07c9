using System.Net.WebSockets;
using System.Text;
using Krewe.Model.Core;
using Krewe.NodeAgent.Checkpoint;
using Krewe.NodeAgent.Tests.Support;
using Krewe.Protocol;
using Microsoft.Extensions.Logging.Abstractions;
using static Krewe.NodeAgent.Tests.Support.Assignments;

namespace Krewe.NodeAgent.Tests.Session;

public sealed class AgentSessionTests : IAsyncLifetime
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
    public async Task It_joins_says_hello_runs_what_it_is_told_and_reports()
    {
        await using var agent = new RunningAgent(_plane, _data);
        var session = await _plane.NextSession();
        var hello = await session.Welcome();
        hello.NodeName.ShouldBe("node-1");
        hello.Generation.ShouldBe(0);
        hello.Facts.Labels["kubernetes.io/os"].ShouldBe("linux");
        hello.Facts.Status.Capacity["cpu"].Value.ShouldBeGreaterThan(0);
        hello.Facts.Status.Addresses.ShouldNotBeEmpty();
        session.ClientSubject!.ShouldContain("system:node:node-1");
        File.GetUnixFileMode(Path.Combine(_data, "node.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await session.Receive<PodReport>()).Complete.ShouldBeTrue();

        var pod = Pod("web", Server("main"));
        await session.Send(new DesiredState { Generation = 5, Pods = [pod] });
        var running = await session.Receive<PodReport>(report => report.Pods.Any(p => p.Status.Phase == PodPhase.Running));
        running.Pods.Single().Uid.ShouldBe(pod.Uid());
        await session.Receive<EventReport>(report => report.Events.Any(e => e.Reason == "Pulling" && e.Pod!.Uid == pod.Uid()));

        await session.Send(new DesiredChange { From = 5, Generation = 6, Assigned = [pod.Deleted()] });
        await session.Receive<PodReport>(report => report.Pods.Any(p => p.Gone));
        await session.Send(new Goodbye { Why = "test over" });
        await session.WaitForEnd();
    }

    [Fact]
    public async Task What_was_not_taken_is_told_again_in_the_next_session()
    {
        await using var agent = new RunningAgent(_plane, _data);
        var first = await _plane.NextSession();
        await first.Welcome();
        var pod = Pod("web", Server("main"));
        await first.Send(new DesiredState { Generation = 1, Pods = [pod] });
        await first.Receive<PodReport>(report => report.Pods.Any(p => p.Status.Phase == PodPhase.Running));
        first.Drop();

        var second = await _plane.NextSession();
        (await second.Welcome()).Generation.ShouldBe(1);
        var complete = await second.Receive<PodReport>(report => report.Complete);
        complete.Pods.Single().Status.Phase.ShouldBe(PodPhase.Running);
        await second.Send(new ReportTaken { Sequence = complete.Sequence });
        second.Drop();
    }

    [Fact]
    public async Task It_lives_through_a_message_that_is_nonsense()
    {
        await using var agent = new RunningAgent(_plane, _data);
        foreach (var nonsense in new[] { "{", "{\"type\":\"surprise\"}", "[]", "{\"type\":\"desired\",\"generation\":\"x\"}" })
        {
            var session = await _plane.NextSession();
            await session.Welcome();
            await session.SendText(Encoding.UTF8.GetBytes(nonsense));
            await session.WaitForEnd();
        }
        (await (await _plane.NextSession()).Welcome()).NodeName.ShouldBe("node-1");
    }

    [Fact]
    public async Task A_change_that_does_not_fit_makes_it_ask_for_the_whole()
    {
        await using var agent = new RunningAgent(_plane, _data);
        var session = await _plane.NextSession();
        await session.Welcome();
        await session.Send(new DesiredState { Generation = 3, Pods = [] });
        await session.Send(new DesiredChange { From = 4, Generation = 5 });
        await session.WaitForEnd();
        (await (await _plane.NextSession()).Welcome()).Generation.ShouldBe(3);
    }

    [Fact]
    public async Task What_comes_in_parts_holds_only_as_a_whole()
    {
        var (web, api) = (Pod("web", Server("main")), Pod("api", Server("main")));
        await using var agent = new RunningAgent(_plane, _data);
        var session = await _plane.NextSession();
        await session.Welcome();
        await session.Send(new DesiredPart { Generation = 4, Number = 1, Pods = [web] });
        await session.Send(new DesiredState { Generation = 4, Pods = [api], Parts = 2 });
        await session.WaitForEnd();

        session = await _plane.NextSession();
        (await session.Welcome()).Generation.ShouldBe(0, "a part is missing");
        await session.Send(new DesiredPart { Generation = 4, Number = 2, Pods = [web with { ConfigMaps = [Settings("two")] }] });
        await session.Send(new DesiredPart { Generation = 4, Number = 1, Pods = [web with { ConfigMaps = [Settings("one")] }] });
        await session.Send(new DesiredState { Generation = 4, Pods = [api], Parts = 2 });
        await session.Receive<PodReport>(report => report.Pods.Any(p => p.Name == "web" && p.Status.Phase == PodPhase.Running));
        await session.Send(new DesiredPart { Generation = 5, Number = 1, Pods = [web.Deleted()] });
        await session.Send(new DesiredChange { From = 4, Generation = 5, Assigned = [api.Deleted()], Parts = 1 });
        await session.Receive<PodReport>(report => report.Pods.Any(p => p.Gone && p.Name == "web"));
        var kept = await new FileCheckpoint(Path.Combine(_data, "desired"), NullLogger<FileCheckpoint>.Instance).Load(CancellationToken.None);
        kept.Generation.ShouldBe(5);
        kept.Pods.Keys.ShouldBe([web.Uid(), api.Uid()], ignoreOrder: true);
    }

    [Fact]
    public async Task A_pod_in_several_pieces_has_the_objects_of_all_of_them()
    {
        var web = Pod("web", Server("main"));
        await using (var agent = new RunningAgent(_plane, _data))
        {
            var session = await _plane.NextSession();
            await session.Welcome();
            await session.Send(new DesiredPart { Generation = 4, Number = 1, Pods = [web with { ConfigMaps = [Settings("one")] }] });
            await session.Send(new DesiredState { Generation = 4, Pods = [web with { ConfigMaps = [Settings("two")] }], Parts = 1 });
            await session.Receive<PodReport>(report => report.Pods.Any(p => p.Status.Phase == PodPhase.Running));
        }
        var kept = await new FileCheckpoint(Path.Combine(_data, "desired"), NullLogger<FileCheckpoint>.Instance).Load(CancellationToken.None);
        kept.Pods[web.Uid()].ConfigMaps.Select(map => map.Metadata.Name).ShouldBe(["one", "two"]);
    }

    private static ConfigMap Settings(string name) => new() { Metadata = new() { Name = name, Namespace = InNamespace } };

    [Fact]
    public async Task A_pod_that_was_taken_away_is_not_started_by_an_older_generation_even_after_a_restart()
    {
        var pod = Pod("web", Server("main"));
        AgentHello first;
        await using (var agent = new RunningAgent(_plane, _data))
        {
            var session = await _plane.NextSession();
            first = await session.Welcome();
            await session.Send(new DesiredState { Generation = 7, Pods = [pod] });
            await session.Receive<PodReport>(report => report.Pods.Any(p => p.Status.Phase == PodPhase.Running));
            await session.Send(new DesiredChange { From = 7, Generation = 8, Withdrawn = [pod.Uid()] });
            await session.Send(new DesiredChange { From = 8, Generation = 9 });
            await session.Send(new DesiredState { Generation = 7, Pods = [pod] }); // A server that is behind.
            await session.WaitForEnd();
        }

        await using var restarted = new RunningAgent(_plane, _data);
        var (next, hello) = await _plane.WelcomeSuccessor(first);
        hello.Generation.ShouldBe(9);
        (await next.Receive<PodReport>()).Pods.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_keeps_a_heartbeat_when_there_is_nothing_to_tell()
    {
        await using var agent = new RunningAgent(_plane, _data);
        var session = await _plane.NextSession();
        await session.Welcome(TimeSpan.FromMilliseconds(150));
        var first = await session.Receive<AgentHeartbeat>();
        var second = await session.Receive<AgentHeartbeat>();
        second.Sequence.ShouldBe(first.Sequence + 1);
    }

    [Fact]
    public async Task Logs_are_served_over_a_stream_of_their_own()
    {
        await using var agent = new RunningAgent(_plane, _data);
        var session = await _plane.NextSession();
        await session.Welcome();
        var pod = Pod("web", Server("main"));
        await session.Send(new DesiredState { Generation = 1, Pods = [pod] });
        await session.Receive<PodReport>(report => report.Pods.Any(p => p.Status.Phase == PodPhase.Running));
        var reference = new PodReference(InNamespace, "web", pod.Uid());

        await session.Send(new OpenStream { StreamId = "one", Pod = reference, Logs = new() { Container = "main" } });
        var whole = await _plane.NextStream();
        whole.Id.ShouldBe("one");
        whole.Content.ShouldStartWith("simulated container main");
        whole.Status.ShouldBe(WebSocketCloseStatus.NormalClosure);

        await session.Send(new OpenStream { StreamId = "two", Pod = reference, Logs = new() { Container = "main", LimitBytes = 9 } });
        (await _plane.NextStream()).Content.ShouldBe("simulated");

        await session.Send(new OpenStream { StreamId = "three", Pod = reference, Logs = new() { Container = "main", Previous = true } });
        var refused = await session.Receive<StreamRefused>();
        (refused.StreamId, refused.NotFound).ShouldBe(("three", true));
        refused.Why.ShouldBe("previous terminated container \"main\" in pod \"web\" not found");
    }

    [Fact]
    public async Task A_bad_token_is_no_reason_to_end()
    {
        await using (var wrong = new RunningAgent(_plane, _data, token: "wrong"))
            wrong.Agent.Connected.ShouldBeFalse();
        await using var right = new RunningAgent(_plane, _data);
        (await (await _plane.NextSession()).Welcome()).NodeName.ShouldBe("node-1");
        _plane.Joins.ShouldBe(1);
    }
}
