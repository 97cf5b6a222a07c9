using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Krewe.Gateway.Responses;

/// <summary>
/// Compresses long answers for clients that accept gzip. Short ones are not worth the time, as Kubernetes has found too: the threshold is its own.
/// </summary>
internal static class Compression
{
    /// <summary>Answers of fewer bytes are sent as they are.</summary>
    public const int Threshold = 128 << 10;

    private const string Gzip = "gzip";

    /// <summary>True where an answer of this length shall be compressed.</summary>
    public static bool Wants(HttpContext context, long length)
    {
        if (length < Threshold)
            return false;
        foreach (var header in context.Request.Headers.AcceptEncoding)
        {
            foreach (var range in (header ?? "").Split(',', StringSplitOptions.TrimEntries))
            {
                // A quality of zero is the only one that says no; nobody sends any other.
                if (range.StartsWith(Gzip, StringComparison.OrdinalIgnoreCase) && !range.EndsWith("q=0", StringComparison.Ordinal))
                    return true;
            }
        }
        return false;
    }

    /// <summary>Says in the headers that the body is compressed.</summary>
    public static void Announce(HttpContext context)
    {
        context.Response.Headers.ContentEncoding = Gzip;
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
    }

    /// <summary>Where to write a body that is compressed on its way. To be completed before the answer ends.</summary>
    public static PipeWriter Begin(HttpContext context)
    {
        Announce(context);
        // For the length of lists on a network within a data centre, speed counts for more than the last tenth of the size.
        return PipeWriter.Create(new GZipStream(context.Response.BodyWriter.AsStream(leaveOpen: true), CompressionLevel.Fastest));
    }

    /// <summary>Bytes compressed at once, for documents that are kept.</summary>
    public static ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> bytes)
    {
        var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal))
            gzip.Write(bytes.Span);
        return buffer.ToArray();
    }
}
