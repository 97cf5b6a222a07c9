using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Runtimes.Docker;
using Krewe.NodeAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Krewe.NodeAgent.Tests.Docker;

/// <summary>The machine's Docker engine with the tests' image. Everything that carries the fixture's identity is removed at the end.</summary>
public sealed class DockerEngineFixture : IAsyncLifetime
{
    private const string HowToInstall = "these tests need a Docker engine: apt-get install --yes docker.io && service docker start";

    private readonly DockerTransport _transport = new(DockerRuntime.DefaultSocket, TimeProvider.System);
    private readonly List<string> _agents = [];

    internal DockerClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        File.Exists(DockerRuntime.DefaultSocket).ShouldBeTrue(HowToInstall);
        Client = new DockerClient(_transport);
        try
        {
            await Client.Version(CancellationToken.None);
        }
        catch (RuntimeException e)
        {
            throw new InvalidOperationException($"{HowToInstall} ({e.Message})", e);
        }
        await Client.ImportImage(TestImage.Repository, "1", TestImage.Archive(), CancellationToken.None);
    }

    /// <summary>A runtime of an agent of its own.</summary>
    internal DockerRuntime Runtime(string? agentId = null)
    {
        var id = agentId ?? $"test-{Guid.NewGuid():N}";
        if (!_agents.Contains(id))
            _agents.Add(id);
        return new DockerRuntime(DockerRuntime.DefaultSocket, id, TimeProvider.System, NullLogger<DockerRuntime>.Instance);
    }

    public async Task DisposeAsync()
    {
        foreach (var agent in _agents)
            foreach (var left in await Client.ListContainers(DockerLabels.Filter(agent), CancellationToken.None))
                await Client.RemoveContainer(left.Id, CancellationToken.None);
        await Client.RemoveImage(TestImage.Reference, CancellationToken.None);
        _transport.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class DockerCollection : ICollectionFixture<DockerEngineFixture>
{
    public const string Name = "docker";
}
