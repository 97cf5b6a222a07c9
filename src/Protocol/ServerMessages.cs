using System.Text.Json.Serialization;
using Krewe.Model.Core;

namespace Krewe.Protocol;

/// <summary>What the server sends. One JSON object for each WebSocket text message; <c>type</c> tells which.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Welcome), "welcome")]
[JsonDerivedType(typeof(DesiredPart), "desiredPart")]
[JsonDerivedType(typeof(DesiredState), "desired")]
[JsonDerivedType(typeof(DesiredChange), "change")]
[JsonDerivedType(typeof(ReportTaken), "taken")]
[JsonDerivedType(typeof(OpenStream), "openStream")]
[JsonDerivedType(typeof(Goodbye), "goodbye")]
public abstract record ServerMessage;

/// <summary>Answers <see cref="AgentHello"/>.</summary>
public sealed record Welcome : ServerMessage
{
    /// <summary>The protocol version of this session.</summary>
    public required int Version { get; init; }

    /// <summary>Name of the session.</summary>
    public required string SessionId { get; init; }

    /// <summary>The agent sends something at least this often.</summary>
    public required TimeSpan HeartbeatInterval { get; init; }

    /// <summary>The server counts the agent as lost after this much silence.</summary>
    public required TimeSpan SilenceLimit { get; init; }
}

/// <summary>
/// Pods of the <see cref="DesiredState"/> or <see cref="DesiredChange"/> of the same generation, sent before it where all of them together
/// would be too long for one message. Nothing of them holds until that message has come and says that no part is missing.
/// </summary>
public sealed record DesiredPart : ServerMessage
{
    /// <summary>The generation that the part belongs to.</summary>
    public required long Generation { get; init; }

    /// <summary>Number of the part among those of its generation, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>
    /// Pods. One with more ConfigMaps and Secrets than fit comes several times, each time with others of them; they belong together.
    /// </summary>
    public required IReadOnlyList<PodAssignment> Pods { get; init; }
}

/// <summary>
/// Everything that the node shall run. Pods that are not in it are no longer the node's: the agent stops them. A pod with a
/// deletion timestamp is to be stopped within its grace and then reported as gone.
/// </summary>
public sealed record DesiredState : ServerMessage
{
    /// <summary>Counts up for each node with every change, over all sessions and restarts.</summary>
    public required long Generation { get; init; }

    /// <summary>The pods, but for those that came in parts.</summary>
    public required IReadOnlyList<PodAssignment> Pods { get; init; }

    /// <summary>How many <see cref="DesiredPart"/>s of this generation came before.</summary>
    public int Parts { get; init; }
}

/// <summary>A step from one generation to another. An agent that is not at <see cref="From"/> reconnects to get the whole.</summary>
public sealed record DesiredChange : ServerMessage
{
    /// <summary>The generation that the step starts from.</summary>
    public required long From { get; init; }

    /// <summary>The generation that it leads to.</summary>
    public required long Generation { get; init; }

    /// <summary>New and changed pods, but for those that came in parts.</summary>
    public IReadOnlyList<PodAssignment> Assigned { get; init; } = [];

    /// <summary>How many <see cref="DesiredPart"/>s of this generation came before.</summary>
    public int Parts { get; init; }

    /// <summary>UIDs of pods that are no longer the node's; what still runs of them is stopped and forgotten.</summary>
    public IReadOnlyList<string> Withdrawn { get; init; } = [];
}

/// <summary>A pod with all that is needed to run it.</summary>
public sealed record PodAssignment
{
    /// <summary>The pod.</summary>
    [JsonConverter(typeof(ApiRecordConverter<Pod>))]
    public required Pod Pod { get; init; }

    /// <summary>ConfigMaps that it refers to and that exist.</summary>
    [JsonConverter(typeof(ApiRecordListConverter<ConfigMap>))]
    public IReadOnlyList<ConfigMap> ConfigMaps { get; init; } = [];

    /// <summary>Secrets that it refers to and that exist, image pull secrets included.</summary>
    [JsonConverter(typeof(ApiRecordListConverter<Secret>))]
    public IReadOnlyList<Secret> Secrets { get; init; } = [];

    /// <summary>Environment variables of the namespace's services, where the pod wants them.</summary>
    public IReadOnlyDictionary<string, string> ServiceEnvironment { get; init; } = new Dictionary<string, string>();
}

/// <summary>Every message of the agent up to a sequence number is stored: the agent may forget them.</summary>
public sealed record ReportTaken : ServerMessage
{
    /// <summary>See <see cref="AgentMessage.Sequence"/>.</summary>
    public required long Sequence { get; init; }
}

/// <summary>Asks the agent to dial <c>/agent/v1/streams/{StreamId}</c> and to serve the request over that WebSocket.</summary>
public sealed record OpenStream : ServerMessage
{
    /// <summary>Unguessable, used once.</summary>
    public required string StreamId { get; init; }

    /// <summary>Base address of the server to dial, or null for the session's own.</summary>
    public string? Server { get; init; }

    /// <summary>The pod.</summary>
    public required PodReference Pod { get; init; }

    /// <summary>Log lines of a container: binary messages of the text, then a normal close; an error closes with its text.</summary>
    public LogStreamRequest? Logs { get; init; }

    /// <summary>A command to run in a container, or the container's own to attach to: a <see cref="Streams.StreamLink"/> with <see cref="Streams.CommandChannels"/>.</summary>
    public CommandStreamRequest? Command { get; init; }

    /// <summary>
    /// Connections to ports of the pod: a <see cref="Streams.StreamLink"/> in which the server opens a channel for each connection; its
    /// purpose is the port in two bytes, big-endian. One that fails is reset with the reason.
    /// </summary>
    public PortForwardRequest? Ports { get; init; }
}

/// <summary>What to run or to attach to, and what of it is wanted; see the API's <c>PodExecOptions</c> and <c>PodAttachOptions</c>.</summary>
public sealed record CommandStreamRequest
{
    /// <summary>Container.</summary>
    public required string Container { get; init; }

    /// <summary>The command to run, or null to attach to the process that runs in the container already.</summary>
    public IReadOnlyList<string>? Run { get; init; }

    /// <summary>True to pass on standard input.</summary>
    public bool Stdin { get; init; }

    /// <summary>True to send standard output.</summary>
    public bool Stdout { get; init; }

    /// <summary>True to send standard error; with a terminal it comes as standard output.</summary>
    public bool Stderr { get; init; }

    /// <summary>True for a terminal.</summary>
    public bool Terminal { get; init; }
}

/// <summary>Asks for connections to a pod's ports.</summary>
public sealed record PortForwardRequest;

/// <summary>Which log lines to send; see the API's <c>PodLogOptions</c>.</summary>
public sealed record LogStreamRequest
{
    /// <summary>Container.</summary>
    public required string Container { get; init; }

    /// <summary>True to go on with new lines until the container ends.</summary>
    public bool Follow { get; init; }

    /// <summary>True for the container's previous instance.</summary>
    public bool Previous { get; init; }

    /// <summary>True to put an RFC 3339 time with nanoseconds before each line.</summary>
    public bool Timestamps { get; init; }

    /// <summary>Only the last so many lines, or null for all.</summary>
    public long? TailLines { get; init; }

    /// <summary>At most so many bytes, or null.</summary>
    public long? LimitBytes { get; init; }

    /// <summary>Only lines from this time on, or null.</summary>
    public DateTimeOffset? Since { get; init; }
}

/// <summary>The session ends.</summary>
public sealed record Goodbye : ServerMessage
{
    /// <summary>Why, for the agent's log.</summary>
    public required string Why { get; init; }

    /// <summary>True when dialling again is of no use (refused); the agent still tries, but seldom.</summary>
    public bool Refused { get; init; }
}
