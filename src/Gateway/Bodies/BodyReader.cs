using System.Buffers;
using System.IO.Pipelines;
using Krewe.Model.Failures;
using Microsoft.AspNetCore.Http;

namespace Krewe.Gateway.Bodies;

/// <summary>Reads request bodies of bounded length into memory of their own, which decoded objects may refer to.</summary>
internal static class BodyReader
{
    /// <summary>
    /// How much of a body that is too long is read and thrown away, as a multiple of the limit. A client that is still sending when
    /// its connection ends never sees the answer that says why.
    /// </summary>
    public const int Discarded = 4;

    /// <summary>The whole body; empty where there is none.</summary>
    public static async Task<Outcome<ReadOnlyMemory<byte>>> ReadAsync(HttpContext context, int limit, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var reader = request.BodyReader;
        if (request.ContentLength > limit)
        {
            await DiscardAsync(reader, (long)limit * Discarded, cancellationToken);
            return ApiFailure.TooLarge(limit);
        }
        if (request.ContentLength == 0)
            return ReadOnlyMemory<byte>.Empty;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (buffer.Length > limit)
            {
                reader.AdvanceTo(buffer.End);
                await DiscardAsync(reader, (long)limit * (Discarded - 1), cancellationToken);
                return ApiFailure.TooLarge(limit);
            }
            if (read.IsCompleted)
            {
                ReadOnlyMemory<byte> body = buffer.ToArray();
                reader.AdvanceTo(buffer.End);
                return body;
            }
            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static async Task DiscardAsync(PipeReader reader, long most, CancellationToken cancellationToken)
    {
        while (most > 0)
        {
            var read = await reader.ReadAsync(cancellationToken);
            most -= read.Buffer.Length;
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }
}
