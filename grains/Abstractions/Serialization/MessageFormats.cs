using Krewe.Protocol;

namespace Krewe.Grains.Serialization;

/// <summary>A message of an agent in the form that it has on the agent's own connection.</summary>
internal sealed class AgentMessageFormat : CrossingFormat
{
    public override ReadOnlyMemory<byte> Write(object value) => ProtocolJson.Write((AgentMessage)value);

    public override object Read(Type type, ReadOnlyMemory<byte> bytes) =>
        ProtocolJson.TryRead<AgentMessage>(bytes.Span, out var message, out var error) ? message : throw new FormatException(error);

    protected override bool Takes(Type type) => typeof(AgentMessage).IsAssignableFrom(type);
}

/// <summary>A message to an agent in the form that it has on the agent's own connection.</summary>
internal sealed class ServerMessageFormat : CrossingFormat
{
    public override ReadOnlyMemory<byte> Write(object value) => ProtocolJson.Write((ServerMessage)value);

    public override object Read(Type type, ReadOnlyMemory<byte> bytes) =>
        ProtocolJson.TryRead<ServerMessage>(bytes.Span, out var message, out var error) ? message : throw new FormatException(error);

    protected override bool Takes(Type type) => typeof(ServerMessage).IsAssignableFrom(type);
}

/// <summary>What an agent sees of one pod: a report of that pod alone.</summary>
internal sealed class ObservationFormat : CrossingFormat
{
    public override ReadOnlyMemory<byte> Write(object value) => ProtocolJson.Write(new PodReport { Pods = [(PodObservation)value] });

    public override object Read(Type type, ReadOnlyMemory<byte> bytes)
    {
        if (!ProtocolJson.TryRead<AgentMessage>(bytes.Span, out var message, out var error))
            throw new FormatException(error);
        return message is PodReport { Pods: [var observation] } ? observation : throw new FormatException("the message is no report of one pod");
    }

    protected override bool Takes(Type type) => type == typeof(PodObservation);
}
