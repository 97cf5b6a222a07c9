using System.Net;
using System.Net.Sockets;
using Krewe.NodeAgent.Native;

namespace Krewe.NodeAgent.Runtimes.Processes;

/// <summary>Connects users with processes of this machine. A pod's ports are those of its address; other addresses belong to others.</summary>
/// <param name="find">Finds an instance; null if there is none.</param>
/// <param name="time">The clock.</param>
internal sealed class ProcessStreams(Func<string, ProcessInstance?> find, TimeProvider time) : IContainerStreams
{
    /// <inheritdoc/>
    public async Task<ICommandSession> Run(string id, IReadOnlyList<string> command, CommandWishes wishes, CancellationToken cancellationToken)
    {
        if (wishes.Terminal)
            return await RunInTerminal(id, command, cancellationToken);
        var start = await ProcessCommand.Describe(find(id), command, terminal: null, time, cancellationToken);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        var process = ProcessCommand.Start(start);
        if (!wishes.Stdin)
            process.StandardInput.Close();
        return new PipedSession(process);
    }

    /// <inheritdoc/>
    public Task<ICommandSession> Attach(string id, CommandWishes wishes, CancellationToken cancellationToken) =>
        find(id) is { IsAlive: true } instance
            ? Task.FromResult<ICommandSession>(new LogSession(instance))
            : throw new RuntimeException($"container \"{id}\" does not run");

    /// <inheritdoc/>
    public Task<IPortConnection> Connect(ObservedSandbox sandbox, int port, CancellationToken cancellationToken)
    {
        var address = sandbox.Addresses.Select(IPAddress.Parse).FirstOrDefault() ?? IPAddress.Loopback;
        return SocketConnection.Open(new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp), new IPEndPoint(address, port), cancellationToken);
    }

    private async Task<ICommandSession> RunInTerminal(string id, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        PseudoTerminal terminal;
        try
        {
            terminal = PseudoTerminal.Open();
        }
        catch (IOException e)
        {
            throw new RuntimeException(e.Message, e);
        }
        try
        {
            return new TerminalSession(ProcessCommand.Start(await ProcessCommand.Describe(find(id), command, terminal.Path, time, cancellationToken)), terminal);
        }
        catch
        {
            terminal.Dispose();
            throw;
        }
    }
}
