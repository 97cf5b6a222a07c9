using System.Diagnostics;
using Krewe.NodeAgent.Logs;
using Krewe.NodeAgent.Native;
using Krewe.Protocol.Streams;

namespace Krewe.NodeAgent.Runtimes.Processes;

/// <summary>A command whose streams are pipes.</summary>
internal sealed class PipedSession(Process process) : ICommandSession
{
    private const int PieceLength = 16 << 10;

    /// <inheritdoc/>
    public async Task WriteInput(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await process.StandardInput.BaseStream.WriteAsync(bytes, cancellationToken);
        await process.StandardInput.BaseStream.FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task CloseInput(CancellationToken cancellationToken)
    {
        process.StandardInput.Close();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Resize(TerminalSize size, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task CopyOutput(OutputSink sink, CancellationToken cancellationToken) => Task.WhenAll(
        Copy(process.StandardOutput.BaseStream, error: false, sink, cancellationToken), Copy(process.StandardError.BaseStream, error: true, sink, cancellationToken));

    /// <inheritdoc/>
    public async Task<int?> ExitCode(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        process.End();
        return ValueTask.CompletedTask;
    }

    private static async Task Copy(Stream from, bool error, OutputSink sink, CancellationToken cancellationToken)
    {
        var buffer = new byte[PieceLength];
        while (await from.ReadAsync(buffer, cancellationToken) is var read and > 0)
            await sink(error, buffer.AsMemory(0, read), cancellationToken);
    }
}

/// <summary>A command in a terminal.</summary>
internal sealed class TerminalSession(Process process, PseudoTerminal terminal) : ICommandSession
{
    private const int PieceLength = 4 << 10;

    /// <inheritdoc/>
    public async Task WriteInput(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => await terminal.Stream.WriteAsync(bytes, cancellationToken);

    /// <summary>Types what ends the input of a program that reads lines.</summary>
    public async Task CloseInput(CancellationToken cancellationToken) => await terminal.Stream.WriteAsync(new byte[] { 4 }, cancellationToken);

    /// <inheritdoc/>
    public Task Resize(TerminalSize size, CancellationToken cancellationToken)
    {
        terminal.Resize(size);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task CopyOutput(OutputSink sink, CancellationToken cancellationToken)
    {
        var buffer = new byte[PieceLength];
        while (await Read(buffer, cancellationToken) is var read and > 0)
            await sink(false, buffer.AsMemory(0, read), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<int?> ExitCode(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    /// <summary>Ends the command before the terminal: a read of the terminal comes back only then.</summary>
    public ValueTask DisposeAsync()
    {
        process.End();
        terminal.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<int> Read(byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await terminal.Stream.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException)
        {
            return 0; // Nobody has the other end open any more.
        }
    }
}

/// <summary>An attachment: what the instance writes from now on. Its standard input was closed when it started.</summary>
internal sealed class LogSession(ProcessInstance instance) : ICommandSession
{
    /// <inheritdoc/>
    public Task WriteInput(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task CloseInput(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task Resize(TerminalSize size, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task CopyOutput(OutputSink sink, CancellationToken cancellationToken) => instance.Log.Read(
        new LogQuery { Follow = true, TailLines = 0 }, () => !instance.IsAlive, (text, token) => sink(false, text, token), cancellationToken);

    /// <inheritdoc/>
    public Task<int?> ExitCode(CancellationToken cancellationToken) => Task.FromResult<int?>(null);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

internal static class ProcessEnding
{
    /// <summary>Ends a command with all that it started, if it runs.</summary>
    public static void End(this Process process)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
