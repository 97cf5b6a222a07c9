using Krewe.Grains.Objects;
using Krewe.Grains.Reconciling;
using Krewe.Protocol;
using Orleans;
using Orleans.Concurrency;

namespace Krewe.Grains.Nodes;

/// <summary>
/// A machine: the writer of its Node object, the judge of its health, and the other end of its agent's session. It sends the agent
/// the pods that are bound to the node and passes on what the agent reports. One session is current at a time: the newest.
/// </summary>
public interface INodeGrain : IObjectGrain, IReconciledGrain
{
    /// <summary>Begins a session: registers or updates the Node object, and sends the whole desired state to <paramref name="session"/>.</summary>
    [AlwaysInterleave]
    Task<ConnectOutcome> Connect(AgentHello hello, IAgentSession session, CancellationToken cancellationToken);

    /// <summary>A message of the current session; of an older one it is answered with <see cref="ReportOutcome.Superseded"/>.</summary>
    [AlwaysInterleave]
    Task<ReportOutcome> Report(string sessionId, AgentMessage message, CancellationToken cancellationToken);

    /// <summary>The session's connection is closed. The node keeps its grace before it is judged NotReady.</summary>
    [AlwaysInterleave]
    Task Disconnect(string sessionId);

    /// <summary>
    /// True while an agent of this protocol is in touch, or has its grace to come back after a restart of the control plane: it will report
    /// the end of pods. False for a silent node and for one whose agent is a client of the API.
    /// </summary>
    [AlwaysInterleave]
    Task<bool> IsInTouch();

    /// <summary>
    /// A pod was deleted by force, and the agent is to end it first: should the node fall silent before that is confirmed, it removes
    /// the pod itself. Forgotten when the control plane restarts; who wants the pod gone asks again.
    /// </summary>
    [AlwaysInterleave]
    Task RemoveOnceSilent(string podUid);

    /// <summary>Asks the agent to open a stream to the gateway; false when no session is current.</summary>
    [AlwaysInterleave]
    Task<bool> OpenStream(OpenStream request);
}

/// <summary>The agent link's end of a session, called by the node's grain.</summary>
public interface IAgentSession : IGrainObserver
{
    /// <summary>Passes a message to the agent, in order.</summary>
    [OneWay]
    Task Send(ServerMessage message);
}

/// <summary>What became of a connection.</summary>
[GenerateSerializer, Alias("krewe.ConnectOutcome"), Immutable]
public abstract record ConnectOutcome
{
    private ConnectOutcome() { }

    /// <summary>The session is current.</summary>
    [GenerateSerializer, Alias("krewe.ConnectOutcome.Accepted"), Immutable]
    public sealed record Accepted([property: Id(0)] string SessionId) : ConnectOutcome;

    /// <summary>The agent may not join; the text says why and what to do.</summary>
    [GenerateSerializer, Alias("krewe.ConnectOutcome.Refused"), Immutable]
    public sealed record Refused([property: Id(0)] string Why) : ConnectOutcome;
}

/// <summary>What became of a message of an agent.</summary>
[GenerateSerializer, Alias("krewe.ReportOutcome")]
public enum ReportOutcome
{
    /// <summary>Taken and, where it changes an object, durable: the agent may forget it.</summary>
    Taken,

    /// <summary>Another session has taken over; this one must close.</summary>
    Superseded,

    /// <summary>It could not be stored now; the agent keeps it and sends it again.</summary>
    Retry,
}
