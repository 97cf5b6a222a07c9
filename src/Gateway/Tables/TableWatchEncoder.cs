using System.Buffers;
using System.Globalization;
using Krewe.Gateway.Negotiation;
using Krewe.Gateway.Watches;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Meta;

namespace Krewe.Gateway.Tables;

/// <summary>Events whose objects are tables of one row. The first says what the columns are.</summary>
internal sealed class TableWatchEncoder(TableWriter table, TimeProvider time) : WatchEncoder
{
    private bool _hasColumns;

    /// <inheritdoc/>
    public override string ContentType => MediaTypes.Json;

    /// <inheritdoc/>
    public override void Write(IBufferWriter<byte> output, WatchEventType type, ApiDocument document)
    {
        JsonWatchFrames.Begin(output, type);
        table.Write(output, [document], Metadata(document.Revision), withColumns: !_hasColumns, time.GetUtcNow());
        JsonWatchFrames.End(output);
        _hasColumns = true;
    }

    /// <inheritdoc/>
    public override void WriteBookmark(IBufferWriter<byte> output, long revision, bool endsInitialEvents)
    {
        JsonWatchFrames.BeginBookmark(output);
        table.Write(output, endsInitialEvents ? [table.Mark(revision)] : [], Metadata(revision), withColumns: false, time.GetUtcNow());
        JsonWatchFrames.End(output);
    }

    /// <inheritdoc/>
    public override void WriteError(IBufferWriter<byte> output, ApiFailure failure) => JsonWatchFrames.Error(output, failure);

    private static ListMeta Metadata(long revision) => new() { ResourceVersion = revision.ToString(CultureInfo.InvariantCulture) };
}
