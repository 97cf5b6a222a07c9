using Krewe.Protocol.Streams;

namespace Krewe.NodeAgent.Runtimes.Simulated;

/// <summary>
/// What users get from virtual containers: a command gives back what it is given and ends with its input, successfully; a port gives back
/// what it is sent; an attachment shows nothing until the container ends.
/// </summary>
/// <param name="find">Finds a running container; null if there is none.</param>
internal sealed class SimulatedStreams(Func<string, SimulatedContainer?> find) : IContainerStreams
{
    /// <inheritdoc/>
    public Task<ICommandSession> Run(string id, IReadOnlyList<string> command, CommandWishes wishes, CancellationToken cancellationToken)
    {
        _ = Running(id);
        return Task.FromResult<ICommandSession>(new SimulatedSession(wishes.Stdin, Task.CompletedTask, exitCode: 0));
    }

    /// <inheritdoc/>
    public Task<ICommandSession> Attach(string id, CommandWishes wishes, CancellationToken cancellationToken) =>
        Task.FromResult<ICommandSession>(new SimulatedSession(wishes.Stdin, Running(id).Ended.Task, exitCode: null));

    /// <inheritdoc/>
    public Task<IPortConnection> Connect(ObservedSandbox sandbox, int port, CancellationToken cancellationToken) =>
        Task.FromResult<IPortConnection>(new EchoChannel());

    private SimulatedContainer Running(string id) => find(id) ?? throw new RuntimeException($"simulated: container {id} does not run");
}

/// <summary>A command that gives back what it is given.</summary>
internal sealed class SimulatedSession(bool stdin, Task ended, int? exitCode) : ICommandSession
{
    private readonly EchoChannel _echo = new();

    /// <inheritdoc/>
    public async Task WriteInput(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => await _echo.WriteAsync(bytes, cancellationToken);

    /// <inheritdoc/>
    public async Task CloseInput(CancellationToken cancellationToken) => await _echo.EndAsync(cancellationToken);

    /// <inheritdoc/>
    public Task Resize(TerminalSize size, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task CopyOutput(OutputSink sink, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        while (stdin && await _echo.ReadAsync(buffer, cancellationToken) is var read and > 0)
            await sink(false, buffer.AsMemory(0, read), cancellationToken);
        await ended.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int?> ExitCode(CancellationToken cancellationToken) => Task.FromResult(exitCode);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _echo.DisposeAsync();
}
