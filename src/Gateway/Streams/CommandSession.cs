using System.Net.WebSockets;
using Krewe.Protocol;
using Krewe.Protocol.Streams;

namespace Krewe.Gateway.Streams;

/// <summary>
/// Carries a command's streams between a client and the agent, until the command has ended or the client has gone. Nothing is kept on the
/// way but the windows of the two sides, so whoever is slow holds up the other.
/// </summary>
internal sealed class CommandSession(ICommandClient client, WebSocket agent, TimeSpan idleTimeout, TimeProvider time)
{
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    /// <summary>Runs it; never throws for what the client, the agent or the network does.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var pipe = new IdlePipe(new WebSocketPipe(agent), idleTimeout, time);
        using var link = new StreamLink(pipe, CommandChannels.All);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, pipe.Idle);
        using var hangUp = new CancellationTokenSource();
        var (stdout, stderr, outcome) = (link[CommandChannels.Stdout], link[CommandChannels.Stderr], link[CommandChannels.Outcome]);
        List<Task> inputs = [];
        if (client.Stdin is { } stdin)
            inputs.Add(stdin.CopyAsync(link[CommandChannels.Stdin], over.Token));
        if (client.Resize is { } resize)
            inputs.Add(new TerminalSizes(resize).CopyAsync(link[CommandChannels.Resize], over.Token));
        var reading = link.RunAsync(hangUp.Token);
        var ending = EndAsync(stdout, stderr, outcome, pipe.Idle, over.Token);

        if (await Task.WhenAny(ending, client.Gone) == ending)
            await TellAsync(await ending, cancellationToken);
        await over.CancelAsync();
        await HangUpAsync(cancellationToken);
        hangUp.CancelAfter(CloseLimit);
        await reading;
        await Task.WhenAll([.. inputs, ending]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Passes on the output and waits for the outcome.</summary>
    private async Task<CommandOutcome> EndAsync(LinkChannel stdout, LinkChannel stderr, LinkChannel outcome, CancellationToken idle, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(PassAsync(stdout, client.Stdout, cancellationToken), PassAsync(stderr, client.Stderr, cancellationToken));
            var json = await outcome.ReadAllAsync(CommandOutcome.LongestJson, cancellationToken);
            return ProtocolJson.TryRead<CommandOutcome>(json, out var read, out var error) ? read : new CommandOutcome { Failure = error };
        }
        catch (OperationCanceledException) when (idle.IsCancellationRequested)
        {
            return new CommandOutcome { Failure = $"nothing was said for {idleTimeout}" };
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return new CommandOutcome { Failure = e.Message };
        }
    }

    private static Task PassAsync(LinkChannel from, IByteChannel? to, CancellationToken cancellationToken) =>
        to is null ? Task.CompletedTask : from.CopyAsync(to, cancellationToken);

    private async Task TellAsync(CommandOutcome outcome, CancellationToken cancellationToken)
    {
        try
        {
            if (client.Error is { } error)
            {
                await error.WriteAsync(client.WantsStatus ? CommandOutcomes.ToStatus(outcome) : CommandOutcomes.ToText(outcome), cancellationToken);
                await error.EndAsync(cancellationToken);
            }
            await client.CloseAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client has gone in this moment.
        }
    }

    private async Task HangUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var limit = new CancellationTokenSource(CloseLimit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            await agent.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, either.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // The agent has gone in this moment.
        }
    }
}
