using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Krewe.Gateway.Responses;

/// <summary>A document that seldom changes, with its entity tag (RFC 9110, 8.8.3).</summary>
/// <param name="Content">The bytes.</param>
/// <param name="ContentType">Their type.</param>
internal sealed record TaggedDocument(ReadOnlyMemory<byte> Content, string ContentType)
{
    /// <summary>Names this content of this type; caches of clients keep headers as well.</summary>
    public string Hash { get; } = Convert.ToHexString(SHA256.HashData([.. Encoding.UTF8.GetBytes(ContentType), .. Content.Span]), 0, 16);

    private readonly Lazy<ReadOnlyMemory<byte>> _compressed = new(() => Compression.Compress(Content));

    /// <summary>Sends the document, or 304 where the client has it.</summary>
    public Task SendAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        var tag = $"\"{Hash}\"";
        headers.ETag = tag;
        headers.Vary = HeaderNames.Accept;
        if (context.Request.Headers.IfNoneMatch.Contains(tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        if (!Compression.Wants(context, Content.Length))
            return context.SendAsync(StatusCodes.Status200OK, ContentType, Content);
        Compression.Announce(context);
        return context.SendBytesAsync(StatusCodes.Status200OK, ContentType, _compressed.Value);
    }
}
