using System.Net;
using System.Text;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Session;

/// <summary>Gets the node's certificate: the first with a join token, later ones with the present certificate.</summary>
internal sealed class Joiner(NodeCredentials credentials, string nodeName, string? tokenFile, TimeProvider time)
{
    private const int LongestAnswer = 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>Sees that the node has a certificate that holds for a while.</summary>
    /// <exception cref="TransportException">It has none, and the server does not give one.</exception>
    public async Task SeeToCertificate(Uri server, CancellationToken cancellationToken)
    {
        if (credentials.Certificate is null)
            credentials.Load();
        if (credentials.Certificate is null)
            await Join(server, await ReadToken(cancellationToken), cancellationToken);
        else if (credentials.ShouldRenew)
            await Join(server, token: null, cancellationToken);
    }

    private async Task<string> ReadToken(CancellationToken cancellationToken)
    {
        if (tokenFile is null)
            throw new TransportException("the node has no certificate and no join token; start the agent with --join-token-file") { Refused = true };
        try
        {
            return (await File.ReadAllTextAsync(tokenFile, cancellationToken)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TransportException($"the join token cannot be read: {e.Message}", e);
        }
    }

    private async Task Join(Uri server, string? token, CancellationToken cancellationToken)
    {
        var (key, request) = credentials.MakeRequest();
        using (key)
        {
            var body = ProtocolJson.Write(new JoinRequest { NodeName = nodeName, Token = token, CertificateRequest = request });
            var answer = await Exchange(new Uri(server, AgentProtocol.JoinPath), body, cancellationToken);
            if (!ProtocolJson.TryRead<JoinAnswer>(answer, out var joined, out var error))
                throw new TransportException($"the answer of {server} to the join is not understood: {error}");
            await credentials.Keep(key, joined, cancellationToken);
        }
    }

    private async Task<byte[]> Exchange(Uri address, byte[] body, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var client = ControlPlaneHttp.Client(credentials);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        try
        {
            using var response = await client.SendAsync(request, both.Token);
            await response.Content.LoadIntoBufferAsync(LongestAnswer, both.Token);
            var content = await response.Content.ReadAsByteArrayAsync(both.Token);
            return response.IsSuccessStatusCode
                ? content
                : throw new TransportException($"{address} refuses the node: {(int)response.StatusCode} {Encoding.UTF8.GetString(content.AsSpan(0, Math.Min(content.Length, 500)))}")
                {
                    Refused = response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden,
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
}
