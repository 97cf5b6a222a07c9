using Krewe.NodeAgent.Logs;

namespace Krewe.NodeAgent.Runtimes;

/// <summary>
/// What runs containers. Each verb does one step and is safe to repeat after a failure; none decides anything. A runtime sees only the
/// containers that carry its agent's identity, so several agents may share one engine.
/// </summary>
internal interface IContainerRuntime : IAsyncDisposable
{
    /// <summary>Scheme of container ids in the API: <c>docker</c>.</summary>
    string Name { get; }

    /// <summary>False where containers exist in memory only, so that volumes need no files.</summary>
    bool UsesFiles { get; }

    /// <summary>True if the runtime mounts paths of the machine into containers and sees what the agent mounts there; known once it is prepared.</summary>
    bool SeesMounts => false;

    /// <summary>Connects users with containers and pods.</summary>
    IContainerStreams Streams { get; }

    /// <summary>Waits until the runtime answers, prepares it (its sandbox image) and says what it is.</summary>
    /// <exception cref="RuntimeException">It does not answer.</exception>
    Task<RuntimeDescription> Prepare(CancellationToken cancellationToken);

    /// <summary>Instead of <see cref="Prepare"/>, for those who only look: what is there can be observed once and its logs read, beside the agent whose it is.</summary>
    Task LookOn(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Everything that is, then every change, without end. Whenever changes may have been missed, everything that is comes again.
    /// </summary>
    IAsyncEnumerable<RuntimeObservation> Observe(CancellationToken cancellationToken);

    /// <summary>The identity of an image that is present, or null.</summary>
    Task<string?> FindImage(string reference, CancellationToken cancellationToken);

    /// <summary>Fetches an image.</summary>
    Task<PullOutcome> PullImage(string reference, IReadOnlyList<RegistryLogin> logins, CancellationToken cancellationToken);

    /// <summary>Images on the machine, largest first, at most fifty.</summary>
    Task<IReadOnlyList<RuntimeImage>> ListImages(CancellationToken cancellationToken);

    /// <summary>Creates and starts a pod's sandbox; its addresses are known when this returns.</summary>
    /// <exception cref="RuntimeException">The runtime refuses.</exception>
    Task<ObservedSandbox> CreateSandbox(SandboxRequest request, CancellationToken cancellationToken);

    /// <summary>Ends and removes a sandbox. One that is not there is no error.</summary>
    Task RemoveSandbox(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Creates and starts a container, in place of one of the same attempt that was never started. One that was created but could
    /// not be started is returned as exited with <see cref="ObservedContainer.StartError"/>.
    /// </summary>
    /// <exception cref="RuntimeException">The runtime refuses to create it.</exception>
    Task<ObservedContainer> StartContainer(ContainerRequest request, CancellationToken cancellationToken);

    /// <summary>Asks a container to end, and ends it by force when <paramref name="grace"/> has passed. Returns once it has ended.</summary>
    Task StopContainer(string id, TimeSpan grace, CancellationToken cancellationToken);

    /// <summary>Removes a container and its log, by force if it runs. One that is not there is no error.</summary>
    Task RemoveContainer(string id, CancellationToken cancellationToken);

    /// <summary>Passes a container's log to <paramref name="sink"/>, line by line as the query asks.</summary>
    /// <exception cref="RuntimeException">There is no such container.</exception>
    Task ReadLogs(string id, LogQuery query, LogSink sink, CancellationToken cancellationToken);

    /// <summary>Runs a command in a container and gathers at most 10 kB of its output.</summary>
    /// <exception cref="RuntimeException">The command cannot be started.</exception>
    Task<ExecResult> Exec(string id, IReadOnlyList<string> command, CancellationToken cancellationToken);
}

/// <summary>Takes a piece of a log.</summary>
internal delegate ValueTask LogSink(ReadOnlyMemory<byte> text, CancellationToken cancellationToken);

/// <summary>What a runtime is.</summary>
/// <param name="Version">As <c>nodeInfo.containerRuntimeVersion</c> has it: <c>docker://27.0.1</c>.</param>
internal sealed record RuntimeDescription(string Version);

/// <summary>An image on the machine.</summary>
internal sealed record RuntimeImage(IReadOnlyList<string> Names, long SizeBytes);

/// <summary>A user of a registry, from an image pull secret.</summary>
internal sealed record RegistryLogin(string Server, string User, string Password)
{
    /// <summary>Keeps the password out of logs.</summary>
    public override string ToString() => $"{User} at {Server}";
}

/// <summary>What a command did.</summary>
internal sealed record ExecResult(int ExitCode, string Output);

/// <summary>The runtime refused, or did not answer. The message is for the user.</summary>
internal sealed class RuntimeException(string message, Exception? inner = null) : Exception(message, inner);
