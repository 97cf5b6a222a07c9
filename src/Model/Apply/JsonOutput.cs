using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Krewe.Model.Json;

namespace Krewe.Model.Apply;

/// <summary>Makes JSON values by writing them.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = JsonFieldReader.MaxDepth };

    /// <summary>The value that is written.</summary>
    public static JsonElement Of(Action<Utf8JsonWriter> write)
    {
        var text = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(text, Compact))
            write(writer);
        return JsonElement.Parse(text.WrittenSpan, new JsonDocumentOptions { MaxDepth = JsonFieldReader.MaxDepth });
    }
}
