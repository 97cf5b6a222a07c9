using Krewe.Model.Core;
using Krewe.NodeAgent.Runtimes.Processes;
using Krewe.NodeAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using static Krewe.NodeAgent.Tests.Support.Assignments;

namespace Krewe.NodeAgent.Tests.Processes;

public sealed class NodeCleanerTests : IDisposable
{
    private readonly ScratchDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task What_an_agent_left_is_ended_and_removed_with_its_volumes()
    {
        var pod = Pod("left", Server("main"));
        pod = pod with { Pod = pod.Pod with { Spec = pod.Pod.Spec with { Volumes = [new Volume { Name = "work", EmptyDir = new() { Medium = "Memory" } }] } } };
        await using (var bench = await new PodBench(
            new ProcessRuntime(Path.Combine(_data, "processes"), TimeProvider.System, NullLogger<ProcessRuntime>.Instance), _data).Start())
        {
            await bench.Run(pod);
            await bench.Reporter.WaitFor(pod.Uid(), s => s.Phase == PodPhase.Running);
        }
        var process = ProcessShim.Find(Path.Combine(_data, "processes", pod.Uid(), "main.0"));
        process!.Value.IsAlive.ShouldBeTrue();
        Directory.Exists(Path.Combine("/dev/shm/krewe", pod.Uid())).ShouldBeTrue();

        var options = new NodeAgentOptions { Servers = [new Uri("http://127.0.0.1:1")], DataDirectory = _data, DockerSocket = Path.Combine(_data, "no.sock") };
        (await NodeCleaner.Clean(options, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None)).ShouldBe(1);

        process.Value.IsAlive.ShouldBeFalse();
        Directory.EnumerateFileSystemEntries(Path.Combine(_data, "processes")).ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(Path.Combine(_data, "pods")).ShouldBeEmpty();
        Directory.Exists(Path.Combine("/dev/shm/krewe", pod.Uid())).ShouldBeFalse();
    }
}
