using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Krewe.Gateway.Tests.Harness;

/// <summary>A client that trusts the server's authority and nothing else.</summary>
public sealed class ApiClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HttpClient _http;

    public ApiClient(Uri server, X509Certificate2 authority, string? token, X509Certificate2? certificate)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { authority },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        if (certificate is not null)
            handler.SslOptions.ClientCertificates = [certificate];
        _http = new HttpClient(handler) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(30) };
        if (token is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Sends a request as it is.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead) =>
        _http.SendAsync(request, completion);

    /// <summary>Sends a request and reads the answer.</summary>
    public async Task<Answer> SendAsync(string method, string path, string? body = null, string contentType = "application/json", string? accept = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await SendAsync(request).WaitAsync(Patience).ContinueWith(
            sent => sent.IsCompletedSuccessfully ? sent.Result : throw new InvalidOperationException($"no answer to {method} {path}", sent.Exception),
            TaskScheduler.Default);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers.ContentType?.ToString());
    }

    /// <summary>Copies the body of an answer that must be good.</summary>
    internal async Task DownloadAsync(string path, Stream output)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        await response.Content.CopyToAsync(output);
    }

    /// <summary>Makes a namespace of its own for a test.</summary>
    public async Task<string> NamespaceAsync()
    {
        var made = await SendAsync("POST", "/api/v1/namespaces", """{"metadata":{"generateName":"t-"}}""");
        made.Code.ShouldBe(HttpStatusCode.Created, made.Text);
        return (string)made.Json["metadata"]!["name"]!;
    }

    /// <summary>Opens a watch.</summary>
    internal async Task<WatchStream> WatchAsync(string path, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        var response = await SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return new WatchStream(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>Asks until the server is ready. It answers only when its collections are read, so few questions are needed.</summary>
    internal async Task ReadyAsync()
    {
        Answer answer;
        do
            answer = await SendAsync("GET", "/readyz");
        while (answer.Code != HttpStatusCode.OK);
    }
}

/// <summary>An answer that has been read.</summary>
public sealed record Answer(HttpStatusCode Code, string Text, HttpResponseHeaders Headers, string? ContentType)
{
    public JsonNode Json => JsonNode.Parse(Text)!;
}
