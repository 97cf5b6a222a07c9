using Krewe.NodeAgent.Logs;
using Krewe.NodeAgent.Runtimes;

namespace Krewe.Simulation.Bugs;

/// <summary>An engine that passes everything on; defects change some of it.</summary>
internal abstract class ForwardingRuntime(IContainerRuntime inner) : IContainerRuntime
{
    protected IContainerRuntime Inner => inner;

    public string Name => inner.Name;

    public bool UsesFiles => inner.UsesFiles;

    public IContainerStreams Streams => inner.Streams;

    public Task<RuntimeDescription> Prepare(CancellationToken cancellationToken) => inner.Prepare(cancellationToken);

    public IAsyncEnumerable<RuntimeObservation> Observe(CancellationToken cancellationToken) => inner.Observe(cancellationToken);

    public Task<string?> FindImage(string reference, CancellationToken cancellationToken) => inner.FindImage(reference, cancellationToken);

    public Task<PullOutcome> PullImage(string reference, IReadOnlyList<RegistryLogin> logins, CancellationToken cancellationToken) =>
        inner.PullImage(reference, logins, cancellationToken);

    public Task<IReadOnlyList<RuntimeImage>> ListImages(CancellationToken cancellationToken) => inner.ListImages(cancellationToken);

    public Task<ObservedSandbox> CreateSandbox(SandboxRequest request, CancellationToken cancellationToken) => inner.CreateSandbox(request, cancellationToken);

    public Task RemoveSandbox(string id, CancellationToken cancellationToken) => inner.RemoveSandbox(id, cancellationToken);

    public virtual Task<ObservedContainer> StartContainer(ContainerRequest request, CancellationToken cancellationToken) =>
        inner.StartContainer(request, cancellationToken);

    public virtual Task StopContainer(string id, TimeSpan grace, CancellationToken cancellationToken) => inner.StopContainer(id, grace, cancellationToken);

    public Task RemoveContainer(string id, CancellationToken cancellationToken) => inner.RemoveContainer(id, cancellationToken);

    public Task ReadLogs(string id, LogQuery query, LogSink sink, CancellationToken cancellationToken) => inner.ReadLogs(id, query, sink, cancellationToken);

    public Task<ExecResult> Exec(string id, IReadOnlyList<string> command, CancellationToken cancellationToken) => inner.Exec(id, command, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
