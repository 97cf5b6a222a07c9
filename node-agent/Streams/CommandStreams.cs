using Krewe.NodeAgent.Pods;
using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Session;
using Krewe.Protocol;
using Krewe.Protocol.Streams;

namespace Krewe.NodeAgent.Streams;

/// <summary>
/// Runs commands in containers, and attaches to them, for users: input and sizes of the terminal come over a <see cref="StreamLink"/>, output
/// and outcome go back over it. A user who has gone ends the command; one who is slow holds up the command's output and nothing else.
/// </summary>
internal sealed class CommandStreams(PodRoster roster, IContainerStreams runtime, TimeProvider time)
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);

    /// <summary>Finds the container.</summary>
    public async Task<StreamPlan> Plan(PodReference pod, CommandStreamRequest request, CancellationToken cancellationToken)
    {
        if (await roster.Find(pod.Uid, cancellationToken) is not { } found)
            return new StreamPlan.Refuse("pod does not exist", NotFound: true);
        var instance = found.Instances.Where(i => i.Name == request.Container).MaxBy(i => i.Attempt);
        return instance is { Phase: ContainerPhase.Running }
            ? new StreamPlan.Serve((connection, token) => Serve(connection, instance.Id, request, token))
            : new StreamPlan.Refuse($"container not found (\"{request.Container}\")", NotFound: true);
    }

    private async Task Serve(IStreamConnection connection, string id, CommandStreamRequest request, CancellationToken cancellationToken)
    {
        using var link = new StreamLink(connection.Messages, CommandChannels.All);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var outcome = link[CommandChannels.Outcome];
        var reading = link.RunAsync(over.Token);
        using var unwanted = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var gone = reading.ContinueWith(_ => unwanted.Cancel(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            var wishes = new CommandWishes(request.Stdin, request.Stdout, request.Stderr, request.Terminal);
            await using var session = request.Run is { } command
                ? await runtime.Run(id, command, wishes, unwanted.Token)
                : await runtime.Attach(id, wishes, unwanted.Token);
            var code = await Converse(link, session, wishes, unwanted.Token);
            await Tell(outcome, new CommandOutcome { ExitCode = code }, unwanted.Token);
        }
        catch (RuntimeException e)
        {
            await Tell(outcome, new CommandOutcome { Failure = e.Message }, unwanted.Token);
        }
        catch (IOException e) when (!reading.IsCompleted)
        {
            await Tell(outcome, new CommandOutcome { Failure = e.Message }, unwanted.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The user has gone.
        }
        finally
        {
            // To cancel a receive breaks the connection, and with it what is still on its way: the other end closes first.
            using var limit = new CancellationTokenSource(CloseLimit, time);
            await using var late = limit.Token.Register(over.Cancel);
            await reading;
            await gone;
        }
        await connection.Close(null, cancellationToken);
    }

    /// <summary>Carries everything both ways until the output has ended; gives the exit code.</summary>
    private static async Task<int?> Converse(StreamLink link, ICommandSession session, CommandWishes wishes, CancellationToken cancellationToken)
    {
        var (stdin, resize) = (link[CommandChannels.Stdin], link[CommandChannels.Resize]);
        var (stdout, stderr) = (link[CommandChannels.Stdout], link[CommandChannels.Stderr]);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var typing = PassInput(stdin, session, done.Token);
        var sizing = PassSizes(resize, session, done.Token);
        try
        {
            await session.CopyOutput(Pass, cancellationToken);
            await stdout.EndAsync(cancellationToken);
            await stderr.EndAsync(cancellationToken);
            return await session.ExitCode(cancellationToken);
        }
        finally
        {
            done.Cancel();
            await typing;
            await sizing;
        }

        ValueTask Pass(bool error, ReadOnlyMemory<byte> bytes, CancellationToken token) => (error, wishes) switch
        {
            (true, { Stderr: true }) => stderr.WriteAsync(bytes, token),
            (false, { Stdout: true }) => stdout.WriteAsync(bytes, token),
            _ => ValueTask.CompletedTask,
        };
    }

    private static async Task PassInput(LinkChannel stdin, ICommandSession session, CancellationToken cancellationToken)
    {
        var buffer = new byte[StreamLink.PieceLength];
        try
        {
            while (await stdin.ReadAsync(buffer, cancellationToken) is var read and > 0)
                await session.WriteInput(buffer.AsMemory(0, read), cancellationToken);
            await session.CloseInput(cancellationToken);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The command does not read any more, or is over: that is no failure of it.
        }
    }

    private static async Task PassSizes(LinkChannel resize, ICommandSession session, CancellationToken cancellationToken)
    {
        var size = new byte[TerminalSize.Length];
        var filled = 0;
        try
        {
            while (await resize.ReadAsync(size.AsMemory(filled), cancellationToken) is var read and > 0)
            {
                filled = (filled + read) % TerminalSize.Length;
                if (filled == 0)
                    await session.Resize(TerminalSize.Read(size), cancellationToken);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private static async Task Tell(LinkChannel channel, CommandOutcome outcome, CancellationToken cancellationToken)
    {
        try
        {
            await channel.WriteAsync(ProtocolJson.Write(outcome), cancellationToken);
            await channel.EndAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Nobody listens any more.
        }
    }
}
