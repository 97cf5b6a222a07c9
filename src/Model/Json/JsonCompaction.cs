using System.Text.Encodings.Web;
using System.Text.Json;

namespace Krewe.Model.Json;

/// <summary>How JSON that is not a record's is written: compact, escaped only where JSON demands it.</summary>
internal static class JsonCompaction
{
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = JsonFieldReader.MaxDepth };
}
