using System.Buffers;
using Krewe.Gateway.Negotiation;
using Krewe.Gateway.Responses;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;

namespace Krewe.Gateway.Watches;

/// <summary>Whole objects in JSON. The object's bytes are made once, with its document, and are the same for every watch.</summary>
internal sealed class ObjectWatchEncoder(KindDefinition kind) : WatchEncoder
{
    /// <inheritdoc/>
    public override string ContentType => MediaTypes.Json;

    /// <inheritdoc/>
    public override void Write(IBufferWriter<byte> output, WatchEventType type, ApiDocument document)
    {
        JsonWatchFrames.Begin(output, type);
        output.Write(document.Json.Span);
        JsonWatchFrames.End(output);
    }

    /// <inheritdoc/>
    public override void WriteBookmark(IBufferWriter<byte> output, long revision, bool endsInitialEvents)
    {
        JsonWatchFrames.BeginBookmark(output);
        GatewayJson.WriteTo(output, (kind, revision, endsInitialEvents), static (json, state) =>
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, state.kind.Gvk.Kind);
            json.WriteString("apiVersion"u8, state.kind.Gvk.ApiVersion);
            JsonWatchFrames.WriteBookmarkMetadata(json, state.revision, state.endsInitialEvents);
            json.WriteEndObject();
        });
        JsonWatchFrames.End(output);
    }

    /// <inheritdoc/>
    public override void WriteError(IBufferWriter<byte> output, ApiFailure failure) => JsonWatchFrames.Error(output, failure);
}
