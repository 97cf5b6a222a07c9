using Krewe.NodeAgent.Native;
using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Runtimes.Simulated;
using Krewe.NodeAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Krewe.NodeAgent.Tests.Runtimes;

public sealed class RuntimeFactoryTests : IDisposable
{
    private readonly ScratchDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(false, "process")]
    [InlineData(true, "docker")]
    public async Task Without_an_engine_auto_stays_with_docker_only_if_it_was_used_before(bool usedBefore, string expected)
    {
        if (usedBefore)
            await AgentIdentity.Of(_data, CancellationToken.None);
        var options = new NodeAgentOptions { Servers = [new Uri("http://127.0.0.1:1")], DataDirectory = _data, DockerSocket = Path.Combine(_data, "no.sock") };
        await using var runtime = await RuntimeFactory.Create(
            options, new SimulationSettings(), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        runtime.Name.ShouldBe(expected);
    }
}
