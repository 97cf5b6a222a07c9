using Krewe.Protocol.Streams;

namespace Krewe.NodeAgent.Runtimes;

/// <summary>What a runtime connects users with: commands in containers, containers' own terminals, and pods' ports.</summary>
internal interface IContainerStreams
{
    /// <summary>Runs a command in a container.</summary>
    /// <exception cref="RuntimeException">It cannot be run.</exception>
    Task<ICommandSession> Run(string id, IReadOnlyList<string> command, CommandWishes wishes, CancellationToken cancellationToken);

    /// <summary>Attaches to what runs in a container; what it has written before is not shown.</summary>
    /// <exception cref="RuntimeException">The container does not run.</exception>
    Task<ICommandSession> Attach(string id, CommandWishes wishes, CancellationToken cancellationToken);

    /// <summary>Connects with a port of a pod, as a process of the pod would with its own machine.</summary>
    /// <exception cref="RuntimeException">Nobody listens there.</exception>
    Task<IPortConnection> Connect(ObservedSandbox sandbox, int port, CancellationToken cancellationToken);
}

/// <summary>What of a command is wanted.</summary>
/// <param name="Stdin">True to pass on standard input.</param>
/// <param name="Stdout">True to get standard output.</param>
/// <param name="Stderr">True to get standard error; with a terminal it comes as standard output.</param>
/// <param name="Terminal">True for a terminal; an attachment has one if the container has.</param>
internal sealed record CommandWishes(bool Stdin, bool Stdout, bool Stderr, bool Terminal);

/// <summary>
/// A command that runs, or an attachment. Disposing it before its output has ended ends the command: nobody could see or stop it any more.
/// What it is attached to goes on.
/// </summary>
internal interface ICommandSession : IAsyncDisposable
{
    /// <summary>Passes on standard input; returns when there is room for more.</summary>
    /// <exception cref="IOException">Nobody reads it any more.</exception>
    Task WriteInput(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Closes standard input.</summary>
    Task CloseInput(CancellationToken cancellationToken);

    /// <summary>Changes the size of the terminal; without one, and when it is too late, that has no effect.</summary>
    Task Resize(TerminalSize size, CancellationToken cancellationToken);

    /// <summary>Passes the output to a sink until it ends.</summary>
    /// <exception cref="IOException">The runtime broke off.</exception>
    Task CopyOutput(OutputSink sink, CancellationToken cancellationToken);

    /// <summary>The exit code, once the output has ended; null for an attachment.</summary>
    /// <exception cref="RuntimeException">It cannot be known.</exception>
    Task<int?> ExitCode(CancellationToken cancellationToken);
}

/// <summary>Takes a piece of output.</summary>
/// <param name="error">True for standard error.</param>
internal delegate ValueTask OutputSink(bool error, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

/// <summary>A connection with a pod's port.</summary>
internal interface IPortConnection : IByteChannel, IAsyncDisposable;
