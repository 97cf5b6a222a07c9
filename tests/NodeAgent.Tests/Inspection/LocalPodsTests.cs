using System.Text;
using Krewe.Model.Core;
using Krewe.NodeAgent.Inspection;
using Krewe.NodeAgent.Logs;
using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Runtimes.Processes;
using Krewe.NodeAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using static Krewe.NodeAgent.Tests.Support.Assignments;

namespace Krewe.NodeAgent.Tests.Inspection;

public sealed class LocalPodsTests : IDisposable
{
    private readonly ScratchDirectory _data = new();

    public void Dispose() => _data.Dispose();

    private LocalPods Local => new(
        new NodeAgentOptions { Servers = [], DataDirectory = _data, DockerSocket = Path.Combine(_data, "no.sock") }, TimeProvider.System, NullLoggerFactory.Instance);

    [Fact]
    public async Task Pods_and_logs_are_shown_beside_the_agent_and_after_its_end()
    {
        var pod = Pod("web", Shell("main", "echo hello; trap 'exit 0' TERM; while true; do sleep 1 & wait $!; done"), Shell("side", "echo aside; sleep 1000"));
        await using (var bench = await new PodBench(
            new ProcessRuntime(Path.Combine(_data, "processes"), TimeProvider.System, NullLogger<ProcessRuntime>.Instance), _data).Start())
        {
            await bench.Run(pod);
            await bench.Reporter.WaitFor(pod.Uid(), s => s.Phase == PodPhase.Running && s.ContainerStatuses.All(c => c.State.Running is not null));
            (await Local.List(CancellationToken.None)).Select(instance => (instance.Pod.Name, instance.Seen.Name, instance.Seen.Phase))
                .ShouldBe([("web", "main", ContainerPhase.Running), ("web", "side", ContainerPhase.Running)]);
        }

        (await FirstOf(new("default", "web", "main", false))).ShouldBe((null, "hello\n"));
        (await FirstOf(new("default", "web", "side", false))).ShouldBe((null, "aside\n"));
        (await FirstOf(new("default", "web", null, false))).Failure.ShouldBe("a container name must be specified for pod web, choose one of: [main side]");
        (await FirstOf(new("default", "web", "main", true))).Failure.ShouldBe("container \"main\" of pod \"default/web\" is not there");
        (await FirstOf(new("other", "web", null, false))).Failure.ShouldBe("pod \"other/web\" is not on this node");
        (await Local.List(CancellationToken.None)).ShouldAllBe(instance => instance.Seen.Phase == ContainerPhase.Running, "who looks ends nothing");

        await NodeCleaner.Clean(
            new NodeAgentOptions { Servers = [], DataDirectory = _data, DockerSocket = Path.Combine(_data, "no.sock") }, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        (await Local.List(CancellationToken.None)).ShouldBeEmpty();
    }

    /// <summary>The first line of a log, followed until it is there.</summary>
    private async Task<(string? Failure, string Text)> FirstOf(LocalContainer container)
    {
        var text = new StringBuilder();
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            var failure = await Local.ReadLog(container, new LogQuery { Follow = true }, async (piece, _) =>
            {
                text.Append(Encoding.UTF8.GetString(piece.Span));
                await enough.CancelAsync();
            }, enough.Token);
            return (failure, text.ToString());
        }
        catch (OperationCanceledException)
        {
            return (null, text.ToString());
        }
    }
}
