using System.Net;
using Krewe.Model.Authentication;
using Krewe.Model.Documents;
using Krewe.Model.Meta;
using Krewe.NodeAgent.Session;

namespace Krewe.NodeAgent.Tokens;

/// <summary>
/// Asks the API for tokens as any client does (<c>serviceaccounts/NAME/token</c>), with the node's certificate. Servers are tried in turn,
/// beginning with the last that answered.
/// </summary>
internal sealed class ControlPlaneTokens(IReadOnlyList<Uri> servers, NodeCredentials credentials, TimeProvider time) : ITokenSource
{
    private const int LongestAnswer = 256 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private int _next;

    /// <inheritdoc/>
    public async Task<string> Request(string space, string account, TokenRequestSpec wanted, CancellationToken cancellationToken)
    {
        var path = $"/api/v1/namespaces/{Uri.EscapeDataString(space)}/serviceaccounts/{Uri.EscapeDataString(account)}/token";
        var body = ApiJson.Write(new TokenRequest { Spec = wanted });
        TransportException? last = null;
        for (var i = 0; i < servers.Count; i++)
            try
            {
                return await Exchange(new Uri(servers[_next], path), body, cancellationToken);
            }
            catch (TransportException e) when (!e.Refused)
            {
                last = e;
                _next = (_next + 1) % servers.Count;
            }
        throw last ?? new TransportException("there is no server to ask");
    }

    private async Task<string> Exchange(Uri address, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var client = ControlPlaneHttp.Client(credentials);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        try
        {
            using var response = await client.SendAsync(request, both.Token);
            await response.Content.LoadIntoBufferAsync(LongestAnswer, both.Token);
            var content = await response.Content.ReadAsByteArrayAsync(both.Token);
            if (response.IsSuccessStatusCode && Read<TokenRequest>(content)?.Status.Token is { Length: > 0 } token)
                return token;
            throw new TransportException(Read<Status>(content)?.Message is { Length: > 0 } why ? why : $"{address} answers {(int)response.StatusCode}")
            {
                Refused = response.StatusCode is < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests,
            };
        }
        catch (HttpRequestException e)
        {
            throw new TransportException($"{address}: {e.InnerException?.Message ?? e.Message}", e);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransportException($"{address} does not answer");
        }
    }

    private static T? Read<T>(byte[] content) where T : Model.Schema.ApiRecord, Model.Schema.IApiRecord<T> =>
        ApiDecoder.Decode<T>(BodyFormat.Json, content, FieldValidation.Ignore).TryGet(out var decoded, out _) ? decoded.Value : null;
}
