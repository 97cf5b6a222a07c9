using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Krewe.Gateway.Responses;

/// <summary>Writes JSON that is not an API object of the model: statuses, discovery, tables.</summary>
internal static class GatewayJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>A writer with the gateway's options.</summary>
    public static Utf8JsonWriter NewWriter(IBufferWriter<byte> buffer) => new(buffer, Options);

    /// <summary>Writes one JSON value into memory of its own.</summary>
    public static ReadOnlyMemory<byte> Write<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        WriteTo(buffer, state, write);
        return buffer.WrittenMemory;
    }

    /// <summary>Writes one JSON value to a buffer.</summary>
    public static void WriteTo<TState>(IBufferWriter<byte> buffer, TState state, Action<Utf8JsonWriter, TState> write)
    {
        using var json = NewWriter(buffer);
        write(json, state);
        json.Flush();
    }
}
