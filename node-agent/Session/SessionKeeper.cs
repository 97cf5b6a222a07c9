using Microsoft.Extensions.Logging;

namespace Krewe.NodeAgent.Session;

/// <summary>Keeps the agent in session with the control plane, for ever: whenever a session ends, it waits a little and dials again.</summary>
internal sealed partial class SessionKeeper(
    IAgentTransport transport, Func<IAgentConnection, AgentSession> session, ReconnectBackOff backOff, TimeProvider time, ILogger<SessionKeeper> logger)
{
    /// <summary>True while a session is open.</summary>
    public bool Connected { get; private set; }

    /// <summary>Runs until cancelled.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        while (true)
        {
            var end = await RunOne(cancellationToken);
            Connected = false;
            if (end.Held)
                backOff.Reset();
            var wait = backOff.Next(end.Refused);
            LogEnded(logger, end.Why, wait.TotalSeconds);
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private async Task<SessionEnd> RunOne(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await transport.Dial(cancellationToken);
            Connected = true;
            return await session(connection).Run(cancellationToken);
        }
        catch (TransportException e)
        {
            return new SessionEnd(e.Message, e.Refused, Held: false);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not in session: {Why}. Dialling again in {Seconds:0.0} s")]
    private static partial void LogEnded(ILogger logger, string why, double seconds);
}
