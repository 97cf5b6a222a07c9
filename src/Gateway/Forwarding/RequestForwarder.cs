using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Krewe.Gateway.Authentication;
using Krewe.Gateway.Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Krewe.Gateway.Forwarding;

/// <summary>
/// Passes requests on to another silo of the same installation, over mutual TLS: API requests, watches, and the WebSockets and other
/// streams of agents and clients. A bearer token goes along as it is; whom a certificate has proven is said in headers.
/// </summary>
public sealed class RequestForwarder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConnectionAuthenticator _authenticator;
    private readonly HttpMessageInvoker _client;

    internal RequestForwarder(Credentials credentials, ConnectionAuthenticator authenticator)
    {
        _authenticator = authenticator;
        var authority = X509Certificate2.CreateFromPem(credentials.Authority.Pem);
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = Patience,
            Expect100ContinueTimeout = TimeSpan.FromSeconds(30),
            // A silo that is paused or cut off does not close its connections; whoever waits on one must learn it all the same.
            KeepAlivePingDelay = Patience,
            KeepAlivePingTimeout = Patience,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            SslOptions = new SslClientAuthenticationOptions
            {
                LocalCertificateSelectionCallback = (_, _, _, _, _) => credentials.Silo,
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { authority },
                    RevocationMode = X509RevocationMode.NoCheck,
                    DisableCertificateDownloads = true,
                },
            },
        });
    }

    /// <summary>True for a request that another silo has passed on.</summary>
    public bool IsForwarded(HttpContext context) =>
        context.Request.Headers.ContainsKey(ForwardedRequest.Mark) && _authenticator.IsSilo(context);

    /// <summary>Says to the other silo that its request must go elsewhere: this one is not the active one.</summary>
    public static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return Task.CompletedTask;
    }

    /// <summary>Passes a request on, and the answer back.</summary>
    /// <param name="context">The caller's request. Nothing has been sent to the caller yet.</param>
    /// <param name="server">The other silo.</param>
    /// <param name="ending">Ends what is under way, because the other silo is no longer the right one or this one stops.</param>
    public async Task<ForwardOutcome> ForwardAsync(HttpContext context, Uri server, CancellationToken ending)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending);
        var identity = context.Request.Headers.Authorization.Count > 0 ? null : _authenticator.Authenticate(context);
        using var request = ForwardedRequest.For(context, server, identity);
        HttpResponseMessage response;
        try
        {
            response = await _client.SendAsync(request, either.Token);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            if (context.RequestAborted.IsCancellationRequested)
                return ForwardOutcome.Answered;
            return MayGoAgain(request, e) ? ForwardOutcome.NotTaken : ForwardOutcome.Unknown;
        }
        using (response)
        {
            if (response.StatusCode == HttpStatusCode.MisdirectedRequest)
                return ForwardOutcome.NotTaken;
            await AnswerAsync(context, response, either.Token);
            return ForwardOutcome.Answered;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>
    /// A request whose body was not asked for has not been looked at; one without a body may have been carried out, unless it only reads or
    /// there was no connection.
    /// </summary>
    private static bool MayGoAgain(HttpRequestMessage request, Exception failure) =>
        request.Content is ForwardedBody body
            ? !body.Begun
            : request.Method == HttpMethod.Get || request.Method == HttpMethod.Head
                || failure is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.NameResolutionError };

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        ForwardedRequest.CopyHead(response, context.Response);
        try
        {
            await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
            if (response.StatusCode == HttpStatusCode.SwitchingProtocols)
            {
                await using var caller = await AcceptAsync(context);
                await JoinAsync(caller, content, cancellationToken);
                return;
            }
            // A watch has a head long before it has a body.
            await context.Response.Body.FlushAsync(cancellationToken);
            await content.CopyToAsync(context.Response.Body, cancellationToken);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            // The head is on its way; that the rest is missing can only be shown by breaking off.
            context.Abort();
        }
    }

    private static async Task<Stream> AcceptAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
        {
            context.Response.StatusCode = StatusCodes.Status200OK;
            context.Response.Headers.Remove("Sec-WebSocket-Accept");
            context.Response.Headers.Remove("Upgrade");
            return await connect.AcceptAsync();
        }
        return await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }

    /// <summary>Carries bytes both ways until either side ends.</summary>
    private static async Task JoinAsync(Stream caller, Stream server, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var there = caller.CopyToAsync(server, ending.Token);
        var back = server.CopyToAsync(caller, ending.Token);
        await Task.WhenAny(there, back);
        await ending.CancelAsync();
        await ((Task)Task.WhenAll(there, back)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
