using Krewe.NodeAgent.Logs;
using Krewe.NodeAgent.Runtimes;
using Krewe.Simulation.Engine;

namespace Krewe.Simulation.Nodes;

/// <summary>An agent's way to the engine: each verb is carried out in the engine's process, whatever becomes of the agent.</summary>
internal sealed class EngineClient(EngineHost engine, SimulatedProcess agent) : IContainerRuntime
{
    private readonly IContainerRuntime _runtime = engine.Runtime;

    public string Name => _runtime.Name;

    public bool UsesFiles => false;

    public IContainerStreams Streams => _runtime.Streams;

    public Task<RuntimeDescription> Prepare(CancellationToken cancellationToken) => Ask(() => _runtime.Prepare(cancellationToken));

    public async IAsyncEnumerable<RuntimeObservation> Observe([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var observation in _runtime.Observe(cancellationToken))
            yield return observation;
    }

    public Task<string?> FindImage(string reference, CancellationToken cancellationToken) => Ask(() => _runtime.FindImage(reference, cancellationToken));

    public Task<PullOutcome> PullImage(string reference, IReadOnlyList<RegistryLogin> logins, CancellationToken cancellationToken) =>
        Ask(() => _runtime.PullImage(reference, logins, cancellationToken));

    public Task<IReadOnlyList<RuntimeImage>> ListImages(CancellationToken cancellationToken) => Ask(() => _runtime.ListImages(cancellationToken));

    public Task<ObservedSandbox> CreateSandbox(SandboxRequest request, CancellationToken cancellationToken) =>
        Ask(() => _runtime.CreateSandbox(request, cancellationToken));

    public Task RemoveSandbox(string id, CancellationToken cancellationToken) => Ask(() => _runtime.RemoveSandbox(id, cancellationToken));

    public Task<ObservedContainer> StartContainer(ContainerRequest request, CancellationToken cancellationToken)
    {
        engine.Machine.World.Invariants.OnStartAsked(engine.Machine, request);
        return Ask(async () =>
        {
            var seen = await _runtime.StartContainer(request, cancellationToken);
            engine.Machine.World.Invariants.OnStarted(engine, request);
            return seen;
        });
    }

    public Task StopContainer(string id, TimeSpan grace, CancellationToken cancellationToken) => 
        Ask(() => _runtime.StopContainer(id, grace, cancellationToken));

    public Task RemoveContainer(string id, CancellationToken cancellationToken) => 
        Ask(() => _runtime.RemoveContainer(id, cancellationToken));

    public Task ReadLogs(string id, LogQuery query, LogSink sink, CancellationToken cancellationToken) => _runtime.ReadLogs(id, query, sink, cancellationToken);

    public Task<ExecResult> Exec(string id, IReadOnlyList<string> command, CancellationToken cancellationToken) =>
        Ask(() => _runtime.Exec(id, command, cancellationToken));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Verbs of an agent that has died meanwhile are not begun.
    private Task<T> Ask<T>(Func<Task<T>> verb) => agent.IsDead ? new TaskCompletionSource<T>().Task : engine.Carry(verb);

    private Task Ask(Func<Task> verb) => Ask(async () =>
    {
        await verb();
        return true;
    });
}
