using System.Net;
using System.Net.Sockets;
using Krewe.NodeAgent.Native;

namespace Krewe.NodeAgent.Runtimes.Docker;

/// <summary>Connects users with containers of a Docker engine.</summary>
/// <param name="client">The engine.</param>
/// <param name="isOurs">True where the agent is root beside its engine: then it sees the containers' processes and may enter their networks.</param>
/// <param name="time">The clock.</param>
internal sealed class DockerStreams(DockerClient client, Func<bool> isOurs, TimeProvider time) : IContainerStreams
{
    /// <inheritdoc/>
    public async Task<ICommandSession> Run(string id, IReadOnlyList<string> command, CommandWishes wishes, CancellationToken cancellationToken)
    {
        try
        {
            var exec = await client.CreateExec(
                id, new DockerExecCreate(command, wishes.Stdout, wishes.Stderr && !wishes.Terminal, wishes.Stdin, wishes.Terminal), cancellationToken);
            var hijack = await client.HijackExec(exec, wishes.Terminal, cancellationToken);
            return new DockerExecSession(client, exec, hijack, framed: !wishes.Terminal, isOurs(), time);
        }
        catch (DockerException e)
        {
            throw new RuntimeException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public async Task<ICommandSession> Attach(string id, CommandWishes wishes, CancellationToken cancellationToken)
    {
        try
        {
            var container = await client.InspectContainer(id, cancellationToken);
            if (container is not { State.Running: true })
                throw new RuntimeException($"container \"{id}\" does not run");
            var wanted = $"&stdin={Word(wishes.Stdin)}&stdout={Word(wishes.Stdout)}&stderr={Word(wishes.Stderr || container.Config.Tty)}";
            return new DockerAttachSession(client, id, await client.HijackAttach(id, wanted, cancellationToken), framed: !container.Config.Tty);
        }
        catch (DockerException e)
        {
            throw new RuntimeException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public async Task<IPortConnection> Connect(ObservedSandbox sandbox, int port, CancellationToken cancellationToken)
    {
        if (!isOurs() || await ProcessOf(sandbox, cancellationToken) is not { } process)
        {
            // From outside only what listens on the pod's address can be reached.
            var address = sandbox.Addresses.Select(IPAddress.Parse).FirstOrDefault() ?? IPAddress.Loopback;
            return await SocketConnection.Open(new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp), new IPEndPoint(address, port), cancellationToken);
        }
        try
        {
            return await ConnectWithin(process, IPAddress.Loopback, port, cancellationToken);
        }
        catch (RuntimeException refused) when (Socket.OSSupportsIPv6)
        {
            try
            {
                return await ConnectWithin(process, IPAddress.IPv6Loopback, port, cancellationToken);
            }
            catch (RuntimeException)
            {
                throw new RuntimeException(refused.Message, refused);
            }
        }
    }

    private static async Task<IPortConnection> ConnectWithin(int process, IPAddress address, int port, CancellationToken cancellationToken)
    {
        try
        {
            return await SocketConnection.Open(
                await NetworkNamespace.OpenSocket(process, address.AddressFamily), new IPEndPoint(address, port), cancellationToken);
        }
        catch (IOException e)
        {
            throw new RuntimeException(e.Message, e);
        }
    }

    private async Task<int?> ProcessOf(ObservedSandbox sandbox, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.InspectContainer(sandbox.Id, cancellationToken))?.State is { Running: true, Pid: > 0 } state ? state.Pid : null;
        }
        catch (DockerException e)
        {
            throw new RuntimeException(e.Message, e);
        }
    }

    private static string Word(bool flag) => flag ? "true" : "false";
}
