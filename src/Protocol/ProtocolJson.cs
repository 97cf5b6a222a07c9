using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Krewe.Protocol.Streams;

namespace Krewe.Protocol;

/// <summary>
/// The form of messages on the wire: JSON with names in camel case; API objects in them as the API writes them, times as RFC 3339,
/// durations as .NET's constant format (<c>00:00:10</c>). Unknown properties are passed over, so that either end may be newer.
/// </summary>
public static class ProtocolJson
{
    /// <summary>Writes a message of the server in UTF-8.</summary>
    public static byte[] Write(ServerMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, ProtocolTypes.Default.ServerMessage);

    /// <summary>Writes a message of an agent in UTF-8.</summary>
    public static byte[] Write(AgentMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, ProtocolTypes.Default.AgentMessage);

    /// <summary>Writes a request to join, or its answer, in UTF-8.</summary>
    public static byte[] Write(JoinRequest request) => JsonSerializer.SerializeToUtf8Bytes(request, ProtocolTypes.Default.JoinRequest);

    /// <inheritdoc cref="Write(JoinRequest)"/>
    public static byte[] Write(JoinAnswer answer) => JsonSerializer.SerializeToUtf8Bytes(answer, ProtocolTypes.Default.JoinAnswer);

    /// <summary>Writes the end of a command in UTF-8.</summary>
    public static byte[] Write(CommandOutcome outcome) => JsonSerializer.SerializeToUtf8Bytes(outcome, ProtocolTypes.Default.CommandOutcome);

    /// <summary>Reads a message, or says what is wrong with it.</summary>
    /// <typeparam name="T"><see cref="ServerMessage"/>, <see cref="AgentMessage"/>, <see cref="JoinRequest"/>, <see cref="JoinAnswer"/> or <see cref="CommandOutcome"/>.</typeparam>
    public static bool TryRead<T>(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out T? message, [NotNullWhen(false)] out string? error) where T : class
    {
        message = null;
        error = null;
        try
        {
            message = JsonSerializer.Deserialize(utf8, (JsonTypeInfo<T>)ProtocolTypes.Default.GetTypeInfo(typeof(T))!);
            error = message is null ? "the message is null" : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or NotSupportedException)
        {
            error = e.Message;
        }
        return message is not null;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(ServerMessage))]
[JsonSerializable(typeof(AgentMessage))]
[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(JoinAnswer))]
[JsonSerializable(typeof(CommandOutcome))]
internal sealed partial class ProtocolTypes : JsonSerializerContext;
