using System.Globalization;
using System.Text;

namespace Krewe.Storage.CrashWriter;

/// <summary>Names a batch within its collection for good, and says how many changes it has.</summary>
/// <param name="Writer">Unique among all writers of all runs on one database.</param>
/// <param name="Number">Counts the writer's batches.</param>
/// <param name="Size">The number of changes.</param>
public sealed record BatchStamp(int Writer, int Number, int Size)
{
    private const byte EndOfStamp = (byte)' ';

    /// <summary>The inverse of <see cref="ToString"/>.</summary>
    public static BatchStamp Parse(string text)
    {
        var parts = text.Split(':').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new BatchStamp(parts[0], parts[1], parts[2]);
    }

    /// <summary>Reads the stamp that a document begins with.</summary>
    public static BatchStamp Of(ReadOnlyMemory<byte> document) =>
        Parse(Encoding.ASCII.GetString(document.Span[..document.Span.IndexOf(EndOfStamp)]));

    /// <summary>A document of the batch: the stamp and then as much of anything as asked for.</summary>
    public byte[] Document(int length, Random random)
    {
        var stamp = Encoding.ASCII.GetBytes(ToString());
        var document = new byte[Math.Max(length, stamp.Length + 1)];
        random.NextBytes(document);
        stamp.CopyTo(document, 0);
        document[stamp.Length] = EndOfStamp;
        return document;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Writer}:{Number}:{Size}");
}
