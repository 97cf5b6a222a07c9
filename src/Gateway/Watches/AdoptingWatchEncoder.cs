using System.Buffers;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;

namespace Krewe.Gateway.Watches;

/// <summary>Shows the objects of a kind with several versions in the version that the watch has asked for.</summary>
internal sealed class AdoptingWatchEncoder(KindDefinition kind, WatchEncoder inner) : WatchEncoder
{
    /// <inheritdoc/>
    public override string ContentType => inner.ContentType;

    /// <inheritdoc/>
    public override void Write(IBufferWriter<byte> output, WatchEventType type, ApiDocument document) => inner.Write(output, type, kind.Adopt(document));

    /// <inheritdoc/>
    public override void WriteBookmark(IBufferWriter<byte> output, long revision, bool endsInitialEvents) => inner.WriteBookmark(output, revision, endsInitialEvents);

    /// <inheritdoc/>
    public override void WriteError(IBufferWriter<byte> output, ApiFailure failure) => inner.WriteError(output, failure);
}
