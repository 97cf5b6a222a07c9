using System.Globalization;

namespace Krewe.Storage.CrashWriter;

/// <summary>A commit that was acknowledged: what the writer prints and the test holds against the database.</summary>
/// <param name="FirstRevision">The revision of the batch's first change.</param>
/// <param name="Stamp">What its documents begin with.</param>
public sealed record Acknowledgement(string Collection, long FirstRevision, BatchStamp Stamp)
{
    /// <summary>Ends each line, so that one that was cut off by the crash is recognized.</summary>
    private const string End = "ok";

    /// <summary>Reads a line; null for one that was cut off.</summary>
    public static Acknowledgement? Parse(string line) =>
        line.Split(' ') is [var collection, var first, var stamp, End]
            ? new Acknowledgement(collection, long.Parse(first, CultureInfo.InvariantCulture), BatchStamp.Parse(stamp))
            : null;

    /// <summary>The line to print.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Collection} {FirstRevision} {Stamp} {End}");
}
