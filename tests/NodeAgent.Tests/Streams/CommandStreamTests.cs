using System.Text;
using System.Threading.Channels;
using Krewe.Model.Core;
using Krewe.NodeAgent.Runtimes.Processes;
using Krewe.NodeAgent.Session;
using Krewe.NodeAgent.Streams;
using Krewe.NodeAgent.Tests.Support;
using Krewe.Protocol;
using Krewe.Protocol.Streams;
using Microsoft.Extensions.Logging.Abstractions;
using static Krewe.NodeAgent.Tests.Support.Assignments;

namespace Krewe.NodeAgent.Tests.Streams;

/// <summary>Commands of users in processes of the machine, from the link to the exit code.</summary>
public sealed class CommandStreamTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ScratchDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_command_gets_its_input_and_tells_output_errors_and_exit_code()
    {
        await using var bench = await Bench();
        var pod = await RunAsync(bench);
        var (link, serving) = await OpenAsync(bench, pod, new CommandStreamRequest
        {
            Container = "main", Run = ["/bin/sh", "-c", "cat; echo wrong >&2; exit 7"], Stdin = true, Stdout = true, Stderr = true,
        });
        await link.Link[CommandChannels.Stdin].WriteAsync("typed"u8.ToArray(), CancellationToken.None);
        await link.Link[CommandChannels.Stdin].EndAsync(CancellationToken.None);
        (await TextAsync(link.Link[CommandChannels.Stdout])).ShouldBe("typed");
        (await TextAsync(link.Link[CommandChannels.Stderr])).ShouldBe("wrong\n");
        (await OutcomeAsync(link)).ShouldBe(new CommandOutcome { ExitCode = 7 });
        link.Close();
        await serving.WaitAsync(Patience);
        await bench.Run(pod.Deleted());
        await bench.Reporter.WaitUntilGone(pod.Uid());
    }

    [Fact]
    public async Task A_command_in_a_terminal_knows_its_size()
    {
        await using var bench = await Bench();
        var pod = await RunAsync(bench);
        var (link, serving) = await OpenAsync(bench, pod, new CommandStreamRequest
        {
            Container = "main", Run = ["/bin/sh", "-c", "until [ \"$(stty size)\" = '31 101' ]; do sleep 0.05; done; tty; exit 3"], Stdin = true, Stdout = true, Terminal = true,
        });
        await link.Link[CommandChannels.Resize].WriteAsync(new TerminalSize(101, 31).Write(), CancellationToken.None);
        await link.Link[CommandChannels.Resize].EndAsync(CancellationToken.None);
        (await TextAsync(link.Link[CommandChannels.Stdout])).ShouldMatch(@"/dev/pts/\d+\r\n");
        (await OutcomeAsync(link)).ShouldBe(new CommandOutcome { ExitCode = 3 });
        link.Close();
        await serving.WaitAsync(Patience);
        await bench.Run(pod.Deleted());
        await bench.Reporter.WaitUntilGone(pod.Uid());
    }

    [Fact]
    public async Task A_command_ends_when_its_user_has_gone()
    {
        await using var bench = await Bench();
        var pod = await RunAsync(bench);
        var (link, serving) = await OpenAsync(bench, pod, new CommandStreamRequest
        {
            Container = "main", Run = ["/bin/sh", "-c", "echo $$; exec sleep 1000"], Stdout = true,
        });
        var id = int.Parse((await NextAsync(link.Link[CommandChannels.Stdout])).Trim(), System.Globalization.CultureInfo.InvariantCulture);
        Directory.Exists($"/proc/{id}").ShouldBeTrue();
        link.Close();
        await serving.WaitAsync(Patience);
        using var process = System.Diagnostics.Process.GetProcesses().FirstOrDefault(process => process.Id == id);
        if (process is not null)
            await process.WaitForExitAsync().WaitAsync(Patience);
        await bench.Run(pod.Deleted());
        await bench.Reporter.WaitUntilGone(pod.Uid());
    }

    [Fact]
    public async Task What_does_not_run_cannot_be_entered()
    {
        await using var bench = await Bench();
        var pod = await RunAsync(bench);
        var commands = new CommandStreams(bench.Roster, bench.Runtime.Streams, TimeProvider.System);
        var wish = new CommandStreamRequest { Container = "other", Run = ["true"], Stdout = true };
        (await commands.Plan(pod.Reference(), wish, CancellationToken.None)).ShouldBe(new StreamPlan.Refuse("container not found (\"other\")", NotFound: true));
        (await commands.Plan(new PodReference("default", "x", "y"), wish, CancellationToken.None)).ShouldBe(new StreamPlan.Refuse("pod does not exist", NotFound: true));
        await bench.Run(pod.Deleted());
        await bench.Reporter.WaitUntilGone(pod.Uid());
    }

    private Task<PodBench> Bench() => new PodBench(
        new ProcessRuntime(Path.Combine(_data, "processes"), TimeProvider.System, NullLogger<ProcessRuntime>.Instance), _data).Start();

    private static async Task<PodAssignment> RunAsync(PodBench bench)
    {
        var pod = Pod("entered", Server("main"));
        await bench.Run(pod);
        await bench.Reporter.WaitFor(pod.Uid(), status => status.Phase == PodPhase.Running);
        return pod;
    }

    private static async Task<(UserEnd Link, Task Serving)> OpenAsync(PodBench bench, PodAssignment pod, CommandStreamRequest request)
    {
        var commands = new CommandStreams(bench.Roster, bench.Runtime.Streams, TimeProvider.System);
        var plan = (await commands.Plan(pod.Reference(), request, CancellationToken.None)).ShouldBeOfType<StreamPlan.Serve>();
        var (agents, users) = MemoryConnection.Pair();
        return (new UserEnd(users), plan.Over(agents, CancellationToken.None));
    }

    private static async Task<string> TextAsync(LinkChannel channel) =>
        Encoding.UTF8.GetString(await channel.ReadAllAsync(1 << 20, CancellationToken.None).WaitAsync(Patience));

    private static async Task<string> NextAsync(LinkChannel channel)
    {
        var buffer = new byte[1024];
        return Encoding.UTF8.GetString(buffer, 0, await channel.ReadAsync(buffer, CancellationToken.None).AsTask().WaitAsync(Patience));
    }

    private static async Task<CommandOutcome> OutcomeAsync(UserEnd link)
    {
        ProtocolJson.TryRead<CommandOutcome>(Encoding.UTF8.GetBytes(await TextAsync(link.Link[CommandChannels.Outcome])), out var outcome, out var error).ShouldBeTrue(error);
        return outcome;
    }

    /// <summary>The gateway's end.</summary>
    private sealed class UserEnd
    {
        private readonly MemoryConnection _connection;

        public UserEnd(MemoryConnection connection)
        {
            _connection = connection;
            Link = new StreamLink(connection, CommandChannels.All);
            _ = Link.RunAsync(CancellationToken.None);
        }

        public StreamLink Link { get; }

        public void Close() => _connection.Hang();
    }
}

/// <summary>A stream's connection in memory.</summary>
internal sealed class MemoryConnection(Channel<byte[]> incoming, Channel<byte[]> outgoing) : IStreamConnection, IMessagePipe
{
    public IMessagePipe Messages => this;

    public static (MemoryConnection, MemoryConnection) Pair()
    {
        var (one, two) = (Channel.CreateUnbounded<byte[]>(), Channel.CreateUnbounded<byte[]>());
        return (new MemoryConnection(one, two), new MemoryConnection(two, one));
    }

    public void Hang() => outgoing.Writer.TryComplete();

    public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        outgoing.Writer.TryWrite(message.ToArray()) ? ValueTask.CompletedTask : throw new IOException("closed");

    public async ValueTask<int?> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (!await incoming.Reader.WaitToReadAsync(cancellationToken) || !incoming.Reader.TryRead(out var message))
            return null;
        message.CopyTo(buffer);
        return message.Length;
    }

    public Task Send(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken) => SendAsync(piece, cancellationToken).AsTask();

    public Task WaitForClose(CancellationToken cancellationToken) => incoming.Reader.Completion.WaitAsync(cancellationToken);

    public Task Close(string? failure, CancellationToken cancellationToken)
    {
        Hang();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
