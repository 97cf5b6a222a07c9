using System.Net;
using Microsoft.AspNetCore.Http;

namespace Krewe.Gateway.Forwarding;

/// <summary>A request's body on its way to another silo: read from the caller while it is written there, and only once.</summary>
internal sealed class ForwardedBody(HttpRequest request) : HttpContent
{
    /// <summary>True once the other silo has asked for the body; before that the request can still go elsewhere.</summary>
    public bool Begun { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Begun = true;
        await request.Body.CopyToAsync(stream, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = request.ContentLength ?? 0;
        return request.ContentLength is not null;
    }
}
