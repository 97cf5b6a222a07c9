using System.Buffers;
using Krewe.Model.Failures;
using Microsoft.AspNetCore.Http;

namespace Krewe.Gateway.Bodies;

/// <summary>Reads request bodies of bounded length into memory of their own, which decoded objects may refer to.</summary>
internal static class BodyReader
{
    /// <summary>The whole body; empty where there is none.</summary>
    public static async Task<Outcome<ReadOnlyMemory<byte>>> ReadAsync(HttpContext context, int limit, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (request.ContentLength > limit)
            return ApiFailure.TooLarge(limit);
        if (request.ContentLength == 0)
            return ReadOnlyMemory<byte>.Empty;
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (buffer.Length > limit)
            {
                reader.AdvanceTo(buffer.End);
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
}
