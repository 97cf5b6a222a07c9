using System.Text.Json.Serialization;
using Krewe.Model.Core;

namespace Krewe.Protocol;

/// <summary>What an agent sends. One JSON object for each WebSocket text message; <c>type</c> tells which.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(AgentHello), "hello")]
[JsonDerivedType(typeof(AgentHeartbeat), "heartbeat")]
[JsonDerivedType(typeof(NodeReport), "node")]
[JsonDerivedType(typeof(PodReport), "pods")]
[JsonDerivedType(typeof(EventReport), "events")]
[JsonDerivedType(typeof(StreamRefused), "streamRefused")]
public abstract record AgentMessage
{
    /// <summary>Counts the messages of a session from 1; <see cref="ReportTaken"/> refers to it.</summary>
    public long Sequence { get; init; }
}

/// <summary>The first message of a session.</summary>
public sealed record AgentHello : AgentMessage
{
    /// <summary>Versions of this protocol that the agent speaks; the server picks one.</summary>
    public required IReadOnlyList<int> Versions { get; init; }

    /// <summary>Name of the node.</summary>
    public required string NodeName { get; init; }

    /// <summary>Changes whenever the agent's process starts.</summary>
    public required string InstanceId { get; init; }

    /// <summary>What the machine is and has.</summary>
    public required NodeFacts Facts { get; init; }

    /// <summary>
    /// The newest generation of desired state that the agent has on disk; 0 for none. The server's next generation is greater, even
    /// after its database was restored from a backup: an agent never goes back to an older one.
    /// </summary>
    public long Generation { get; init; }
}

/// <summary>What a machine is and has.</summary>
public sealed record NodeFacts
{
    /// <summary>Labels that the agent gives its node (<c>kubernetes.io/hostname</c>, <c>kubernetes.io/os</c>, ...).</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Taints to register the node with.</summary>
    [JsonConverter(typeof(ApiRecordListConverter<Taint>))]
    public IReadOnlyList<Taint> Taints { get; init; } = [];

    /// <summary>Status of the node as the agent sees it: capacity, allocatable, addresses, nodeInfo, images and conditions other than Ready.</summary>
    [JsonConverter(typeof(ApiRecordConverter<NodeStatus>))]
    public required NodeStatus Status { get; init; }
}

/// <summary>The agent lives. Sent each time the interval of <see cref="Welcome"/> has passed without another message.</summary>
public sealed record AgentHeartbeat : AgentMessage;

/// <summary>The machine has changed.</summary>
public sealed record NodeReport : AgentMessage
{
    /// <summary>All facts, as they are now.</summary>
    public required NodeFacts Facts { get; init; }
}

/// <summary>What became of pods, in a batch; the newest status of each pod only.</summary>
public sealed record PodReport : AgentMessage
{
    /// <summary>Statuses.</summary>
    public IReadOnlyList<PodObservation> Pods { get; init; } = [];

    /// <summary>
    /// True when <see cref="Pods"/> names every pod that the agent was given or found running: the server may conclude from absence.
    /// It comes once in a session, when the agent knows what runs.
    /// </summary>
    public bool Complete { get; init; }
}

/// <summary>One pod as the agent sees it.</summary>
public sealed record PodObservation
{
    /// <summary>Namespace of the pod.</summary>
    public required string Namespace { get; init; }

    /// <summary>Name of the pod.</summary>
    public required string Name { get; init; }

    /// <summary>UID of the pod.</summary>
    public required string Uid { get; init; }

    /// <summary>Its status.</summary>
    [JsonConverter(typeof(ApiRecordConverter<PodStatus>))]
    public required PodStatus Status { get; init; }

    /// <summary>True when nothing of the pod runs any more and its sandbox is gone, after a deletion: the object may be removed.</summary>
    public bool Gone { get; init; }
}

/// <summary>Things that users should know, for Event objects. Best effort.</summary>
public sealed record EventReport : AgentMessage
{
    /// <summary>The events in their order.</summary>
    public required IReadOnlyList<AgentEvent> Events { get; init; }
}

/// <summary>One thing that happened to a pod (or, without one, to the node).</summary>
public sealed record AgentEvent
{
    /// <summary>Namespace, name and UID of the pod, or null for the node.</summary>
    public PodReference? Pod { get; init; }

    /// <summary>Field of the pod: <c>spec.containers{web}</c>.</summary>
    public string? FieldPath { get; init; }

    /// <summary>True for <c>Warning</c>, false for <c>Normal</c>.</summary>
    public bool Warning { get; init; }

    /// <summary>Reason in camel case: <c>Pulled</c>, <c>Started</c>, <c>BackOff</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>The sentence that the user reads.</summary>
    public required string Message { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Time { get; init; }
}

/// <summary>Names a pod in time and space.</summary>
public sealed record PodReference(string Namespace, string Name, string Uid);

/// <summary>A stream that was asked for cannot be opened.</summary>
public sealed record StreamRefused : AgentMessage
{
    /// <summary>The stream.</summary>
    public required string StreamId { get; init; }

    /// <summary>Why, for the user.</summary>
    public required string Why { get; init; }

    /// <summary>True when what was asked for does not exist (yet), false when the agent failed.</summary>
    public bool NotFound { get; init; }
}
