using System.Buffers;
using Krewe.Model.Documents;
using Krewe.Model.Failures;

namespace Krewe.Gateway.Watches;

/// <summary>Writes the events of one watch in the form that its client has asked for.</summary>
internal abstract class WatchEncoder
{
    /// <summary>Content type of the stream.</summary>
    public abstract string ContentType { get; }

    /// <summary>Writes the event of an object.</summary>
    public abstract void Write(IBufferWriter<byte> output, WatchEventType type, ApiDocument document);

    /// <summary>Tells the client that it has seen everything up to a revision.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="endsInitialEvents">True for the bookmark that ends the initial events.</param>
    public abstract void WriteBookmark(IBufferWriter<byte> output, long revision, bool endsInitialEvents);

    /// <summary>Writes the event that ends a watch with a failure.</summary>
    public abstract void WriteError(IBufferWriter<byte> output, ApiFailure failure);
}
