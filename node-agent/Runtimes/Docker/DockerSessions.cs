using Krewe.NodeAgent.Native;
using Krewe.Protocol.Streams;

namespace Krewe.NodeAgent.Runtimes.Docker;

/// <summary>What sessions with the engine have in common: the connection and its framing.</summary>
internal abstract class DockerSession(DockerHijack hijack, bool framed) : ICommandSession
{
    /// <summary>True once the output has ended.</summary>
    protected bool Ended { get; private set; }

    /// <inheritdoc/>
    public async Task WriteInput(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        await hijack.Stream.WriteAsync(bytes, cancellationToken);

    /// <inheritdoc/>
    public Task CloseInput(CancellationToken cancellationToken)
    {
        hijack.CloseInput();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public abstract Task Resize(TerminalSize size, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public async Task CopyOutput(OutputSink sink, CancellationToken cancellationToken)
    {
        await DockerFraming.Copy(hijack.Stream, framed, sink, cancellationToken);
        Ended = true;
    }

    /// <inheritdoc/>
    public abstract Task<int?> ExitCode(CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        hijack.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Resizes, unless what has the terminal has ended or has not begun.</summary>
    protected static async Task Resize(DockerClient client, string whose, TerminalSize size, CancellationToken cancellationToken)
    {
        try
        {
            await client.Resize(whose, size.Height, size.Width, cancellationToken);
        }
        catch (Exception e) when (e is DockerException or RuntimeException)
        {
        }
    }
}

/// <summary>An attachment to a container's own process.</summary>
internal sealed class DockerAttachSession(DockerClient client, string id, DockerHijack hijack, bool framed) : DockerSession(hijack, framed)
{
    /// <inheritdoc/>
    public override Task Resize(TerminalSize size, CancellationToken cancellationToken) => Resize(client, "containers/" + id, size, cancellationToken);

    /// <inheritdoc/>
    public override Task<int?> ExitCode(CancellationToken cancellationToken) => Task.FromResult<int?>(null);
}

/// <summary>A command that runs in a container.</summary>
internal sealed class DockerExecSession(DockerClient client, string exec, DockerHijack hijack, bool framed, bool isOurs, TimeProvider time)
    : DockerSession(hijack, framed)
{
    private const int SigHup = 1;
    private const int SigKill = 9;
    private const int MostLooks = 40;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public override Task Resize(TerminalSize size, CancellationToken cancellationToken) => Resize(client, "exec/" + exec, size, cancellationToken);

    /// <inheritdoc/>
    public override async Task<int?> ExitCode(CancellationToken cancellationToken)
    {
        try
        {
            // The output ends a moment before the engine knows the exit code.
            for (var look = 1; ; look++)
            {
                var seen = await client.InspectExec(exec, cancellationToken);
                if (!seen.Running && seen.ExitCode is { } code)
                    return code;
                if (look == MostLooks)
                    throw new RuntimeException("the command's exit code is not known");
                await Task.Delay(Interval, time, cancellationToken);
            }
        }
        catch (DockerException e)
        {
            throw new RuntimeException(e.Message, e);
        }
    }

    /// <summary>Closes the connection. The engine would let the command run on, so it is told that its terminal has gone, and ended if it does not care.</summary>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (Ended || !isOurs)
            return;
        try
        {
            for (var look = 0; look <= MostLooks && await client.InspectExec(exec, CancellationToken.None) is { Running: true, Pid: > 0 } seen; look++)
            {
                if (look is 0 or MostLooks)
                    SystemCalls.TrySignal(seen.Pid, look == 0 ? SigHup : SigKill);
                await Task.Delay(Interval, time, CancellationToken.None);
            }
        }
        catch (Exception e) when (e is DockerException or RuntimeException)
        {
            // The container has ended, and the command with it.
        }
    }
}
