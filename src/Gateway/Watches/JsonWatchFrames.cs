using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Krewe.Gateway.Failures;
using Krewe.Model.Documents;
using Krewe.Model.Failures;

namespace Krewe.Gateway.Watches;

/// <summary>The frame of watch events in JSON: one object on a line.</summary>
internal static class JsonWatchFrames
{
    /// <summary>Writes what stands before the object.</summary>
    public static void Begin(IBufferWriter<byte> output, WatchEventType type) => output.Write(type switch
    {
        WatchEventType.Added => """{"type":"ADDED","object":"""u8,
        WatchEventType.Modified => """{"type":"MODIFIED","object":"""u8,
        _ => """{"type":"DELETED","object":"""u8,
    });

    /// <summary>Writes what stands before a bookmark.</summary>
    public static void BeginBookmark(IBufferWriter<byte> output) => output.Write("""{"type":"BOOKMARK","object":"""u8);

    /// <summary>Writes what stands behind the object.</summary>
    public static void End(IBufferWriter<byte> output) => output.Write("}\n"u8);

    /// <summary>Writes an error event whole.</summary>
    public static void Error(IBufferWriter<byte> output, ApiFailure failure)
    {
        output.Write("""{"type":"ERROR","object":"""u8);
        output.Write(ApiJson.Write(Statuses.Failure(failure)).Span);
        End(output);
    }

    /// <summary>Writes the metadata of a bookmark.</summary>
    public static void WriteBookmarkMetadata(Utf8JsonWriter json, long revision, bool endsInitialEvents)
    {
        json.WriteStartObject("metadata"u8);
        json.WriteString("resourceVersion"u8, revision.ToString(CultureInfo.InvariantCulture));
        json.WriteNull("creationTimestamp"u8);
        if (endsInitialEvents)
        {
            json.WriteStartObject("annotations"u8);
            json.WriteString(Bookmarks.InitialEventsEndKey, "true"u8);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
