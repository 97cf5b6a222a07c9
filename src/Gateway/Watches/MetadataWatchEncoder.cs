using System.Buffers;
using Krewe.Gateway.Negotiation;
using Krewe.Gateway.Responses;
using Krewe.Model.Documents;
using Krewe.Model.Failures;

namespace Krewe.Gateway.Watches;

/// <summary>Only the metadata of objects, in JSON.</summary>
internal sealed class MetadataWatchEncoder(string version) : WatchEncoder
{
    /// <inheritdoc/>
    public override string ContentType => MediaTypes.Json;

    /// <inheritdoc/>
    public override void Write(IBufferWriter<byte> output, WatchEventType type, ApiDocument document)
    {
        JsonWatchFrames.Begin(output, type);
        PartialMetadata.Write(output, document, version);
        JsonWatchFrames.End(output);
    }

    /// <inheritdoc/>
    public override void WriteBookmark(IBufferWriter<byte> output, long revision, bool endsInitialEvents)
    {
        JsonWatchFrames.BeginBookmark(output);
        GatewayJson.WriteTo(output, (version, revision, endsInitialEvents), static (json, state) =>
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, "PartialObjectMetadata"u8);
            json.WriteString("apiVersion"u8, $"meta.k8s.io/{state.version}");
            JsonWatchFrames.WriteBookmarkMetadata(json, state.revision, state.endsInitialEvents);
            json.WriteEndObject();
        });
        JsonWatchFrames.End(output);
    }

    /// <inheritdoc/>
    public override void WriteError(IBufferWriter<byte> output, ApiFailure failure) => JsonWatchFrames.Error(output, failure);
}
