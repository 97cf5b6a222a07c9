using System.Collections.Concurrent;
using Krewe.NodeAgent.Pods;
using Krewe.Protocol;
using Microsoft.Extensions.Logging;

namespace Krewe.NodeAgent.Session;

/// <summary>How a session ended.</summary>
internal sealed record SessionEnd(string Why, bool Refused, bool Held);

/// <summary>
/// One session over one connection: hello and welcome, then two loops, one that takes what the server sends and one that sends what is
/// to be told, with a heartbeat whenever there was nothing for its interval. Either loop's end ends the session.
/// </summary>
internal sealed partial class AgentSession(
    IAgentConnection connection,
    Func<AgentHello> hello,
    DesiredKeeper desired,
    PodRoster roster,
    Outbox outbox,
    FirstReport firstReport,
    ControlPlaneContact contact,
    StreamServer streams,
    TimeProvider time,
    ILogger logger)
{
    private static readonly TimeSpan WelcomeLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);

    private const int MostUnanswered = 1000;
    private const long HelloSequence = 1;

    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ConcurrentQueue<(long Sequence, long At)> _sent = [];
    private long _sequence;

    /// <summary>Runs until the session ends.</summary>
    public async Task<SessionEnd> Run(CancellationToken cancellationToken)
    {
        try
        {
            await Send(sequence => hello() with { Sequence = sequence }, cancellationToken);
            switch (await ReceiveWelcome(cancellationToken))
            {
                case Welcome welcome when AgentProtocol.Versions.Contains(welcome.Version):
                    LogBegun(logger, welcome.SessionId, connection.Server);
                    return await Serve(welcome, cancellationToken);
                case Welcome welcome:
                    return new SessionEnd($"the server speaks version {welcome.Version} of the protocol; this agent speaks {string.Join(", ", AgentProtocol.Versions)}", Refused: true, Held: false);
                case Goodbye goodbye:
                    return new SessionEnd(goodbye.Why, goodbye.Refused, Held: false);
                case null:
                    return new SessionEnd("the server closed the connection instead of a welcome", Refused: false, Held: false);
                case var other:
                    return new SessionEnd($"the server sent {other.GetType().Name} instead of a welcome", Refused: false, Held: false);
            }
        }
        catch (TransportException e)
        {
            return new SessionEnd(e.Message, e.Refused, Held: false);
        }
        finally
        {
            _sending.Dispose();
        }
    }

    private async Task<ServerMessage?> ReceiveWelcome(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(WelcomeLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await connection.Receive(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransportException($"no welcome within {WelcomeLimit.TotalSeconds:0} s");
        }
    }

    private async Task<SessionEnd> Serve(Welcome welcome, CancellationToken cancellationToken)
    {
        outbox.Begin();
        desired.Begin();
        contact.SessionBegun();
        Taken(HelloSequence);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var open = streams.Begin(connection.Server, refused => Send(sequence => refused with { Sequence = sequence }, stop.Token));
        Task<SessionEnd>[] loops =
        [
            Guard(Receive(open, stop.Token)),
            Guard(SendNews(welcome.HeartbeatInterval < ShortestInterval ? ShortestInterval : welcome.HeartbeatInterval, stop.Token)),
            Guard(ReportAll(stop.Token)),
        ];
        var first = await Task.WhenAny(loops);
        stop.Cancel();
        await Task.WhenAll(loops);
        cancellationToken.ThrowIfCancellationRequested();
        return await first;
    }

    /// <summary>Turns what ends a loop into the session's end.</summary>
    private static async Task<SessionEnd> Guard(Task<SessionEnd> loop)
    {
        try
        {
            return await loop;
        }
        catch (TransportException e)
        {
            return new SessionEnd(e.Message, e.Refused, Held: true);
        }
        catch (IOException e)
        {
            // The checkpoint could not be written: the set is not taken, and comes again with the next session.
            return new SessionEnd($"the desired set cannot be kept: {e.Message}", Refused: false, Held: true);
        }
        catch (OperationCanceledException)
        {
            return new SessionEnd("stopped", Refused: false, Held: true);
        }
    }

    private async Task<SessionEnd> Receive(StreamServer.Streams open, CancellationToken cancellationToken)
    {
        while (await connection.Receive(cancellationToken) is { } message)
            switch (message)
            {
                case DesiredPart part:
                    desired.Take(part);
                    break;
                case DesiredState state:
                    if (await desired.Take(state, cancellationToken) is var outcome and not DesiredOutcome.Taken)
                        return Misfit(outcome, state.Generation, state.Parts);
                    await firstReport.DesiredTaken(cancellationToken);
                    break;
                case DesiredChange change when await desired.Take(change, cancellationToken) is var misfit and not DesiredOutcome.Taken:
                    return Misfit(misfit, change.Generation, change.Parts);
                case ReportTaken taken:
                    outbox.Taken(taken.Sequence);
                    Taken(taken.Sequence);
                    await firstReport.ReportTaken(cancellationToken);
                    break;
                case OpenStream request:
                    await open.Open(request, cancellationToken);
                    break;
                case Goodbye goodbye:
                    return new SessionEnd(goodbye.Why, goodbye.Refused, Held: true);
                case Welcome:
                    return new SessionEnd("the server sent a second welcome", Refused: false, Held: true);
            }
        return new SessionEnd("the server closed the connection", Refused: false, Held: true);
    }

    /// <summary>The server has what was sent up to a sequence number: it heard the agent when that was sent, or later.</summary>
    private void Taken(long sequence)
    {
        long? at = null;
        while (_sent.TryPeek(out var sent) && sent.Sequence <= sequence && _sent.TryDequeue(out sent))
            at = sent.At;
        if (at is { } newest)
            contact.Heard(newest);
    }

    private void NoteSending()
    {
        _sent.Enqueue((_sequence, time.GetTimestamp()));
        if (_sent.Count > MostUnanswered)
            _sent.TryDequeue(out _);
    }

    private SessionEnd Misfit(DesiredOutcome outcome, long generation, int parts) => new(
        outcome switch
        {
            DesiredOutcome.Stale => $"the server is behind: it sent generation {generation}, this node is at {desired.Generation}",
            DesiredOutcome.Incomplete => $"generation {generation} came without all of its {parts} parts",
            _ => $"the change to generation {generation} does not fit generation {desired.Generation}",
        },
        Refused: false, Held: true);

    private async Task<SessionEnd> SendNews(TimeSpan interval, CancellationToken cancellationToken)
    {
        while (true)
        {
            while (await SendNext(cancellationToken))
            {
            }
            using var quiet = new CancellationTokenSource(interval, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, quiet.Token);
            try
            {
                await outbox.WaitForNews(both.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                if (!await SendNext(cancellationToken))
                    await Send(sequence => new AgentHeartbeat { Sequence = sequence }, cancellationToken);
            }
        }
    }

    /// <summary>Tells everything once it is known what runs.</summary>
    private async Task<SessionEnd> ReportAll(CancellationToken cancellationToken)
    {
        await roster.Observed.WaitAsync(cancellationToken);
        outbox.ReportAll(await roster.Statuses(cancellationToken));
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        return new SessionEnd("stopped", Refused: false, Held: true);
    }

    private async Task<bool> SendNext(CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            if (outbox.Next(_sequence + 1) is not { } message)
                return false;
            _sequence++;
            NoteSending();
            await connection.Send(message, cancellationToken);
            return true;
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task Send(Func<long, AgentMessage> message, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            ++_sequence;
            NoteSending();
            await connection.Send(message(_sequence), cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {Session} with {Server} has begun")]
    private static partial void LogBegun(ILogger logger, string session, Uri server);
}
