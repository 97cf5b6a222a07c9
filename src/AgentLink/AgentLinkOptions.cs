namespace Krewe.AgentLink;

/// <summary>Bounds of the connections with node agents.</summary>
public sealed record AgentLinkOptions
{
    /// <summary>Messages that may wait for a slow agent before its session is closed; the agent then dials again and gets the whole.</summary>
    public int OutboxLength { get; init; } = 512;

    /// <summary>How long a new connection may take to introduce itself.</summary>
    public TimeSpan HelloTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Ping after this much silence on the wire; a peer that does not answer in the same time again is gone.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the opening of a stream waits for the agent to dial in.</summary>
    public TimeSpan StreamDialTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause before a report that could not be stored is offered to the node's grain again.</summary>
    public TimeSpan ReportRetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Attempts to have a report stored before the session is closed; the agent keeps it and sends it again.</summary>
    public int ReportAttempts { get; init; } = 10;
}
