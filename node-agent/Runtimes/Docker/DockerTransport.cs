using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Krewe.NodeAgent.Runtimes.Docker;

/// <summary>
/// HTTP to a Docker engine over its Unix socket. Every request has a deadline, and no answer is read beyond a bound. Failures of the
/// engine become <see cref="DockerException"/> with the engine's own message; <see cref="RuntimeException"/> says that it is away.
/// </summary>
internal sealed class DockerTransport : IDisposable
{
    private const int LongestError = 16 * 1024;
    private const int LongestAnswer = 64 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly string _socket;

    /// <summary>Uses the engine behind a socket.</summary>
    public DockerTransport(string socket, TimeProvider time)
    {
        _socket = socket;
        _time = time;
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, token) => await Connect(context, token),
            UseProxy = false,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        })
        {
            BaseAddress = new Uri("http://docker/"),
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LongestAnswer,
        };
    }

    /// <summary>Version of the engine's API that requests name; set once the engine has told which it speaks.</summary>
    public Version ApiVersion { get; set; } = new(1, 41);

    /// <summary>Sends a request whose answer has a bounded length and is read whole.</summary>
    public async Task<T> Send<T>(HttpMethod method, string path, HttpContent? body, JsonTypeInfo<T> answer, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var response = await Exchange(method, path, body, null, HttpCompletionOption.ResponseContentRead, both.Token, cancellationToken);
        try
        {
            return await response.Content.ReadFromJsonAsync(answer, both.Token)
                ?? throw new RuntimeException($"the Docker engine answered null to {method} {path}");
        }
        catch (JsonException e)
        {
            throw new RuntimeException($"the Docker engine's answer to {method} {path} is not understood: {e.Message}", e);
        }
    }

    /// <summary>Sends a request whose answer does not matter, allowing <paramref name="extra"/> time for it.</summary>
    public async Task Send(HttpMethod method, string path, HttpContent? body, TimeSpan extra, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience + extra, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var response = await Exchange(method, path, body, null, HttpCompletionOption.ResponseContentRead, both.Token, cancellationToken);
    }

    /// <summary>Sends a request and gives the answer's body to be read while it comes, for as long as the caller wants.</summary>
    public async Task<HttpResponseMessage> Open(
        HttpMethod method, string path, HttpContent? body, string? registryAuth, CancellationToken cancellationToken) =>
        await Exchange(method, path, body, registryAuth, HttpCompletionOption.ResponseHeadersRead, cancellationToken, cancellationToken);

    /// <summary>Sends a request that turns its connection into a stream of bytes both ways.</summary>
    public async Task<DockerHijack> Hijack(string path, HttpContent? body, CancellationToken cancellationToken)
    {
        // A connection of its own, so that its two directions can be ended one by one.
        Socket? socket = null;
        var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, token) =>
            {
                var stream = await Connect(context, token);
                socket = stream.Socket;
                return stream;
            },
            UseProxy = false,
        })
        { BaseAddress = _http.BaseAddress, Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            using var deadline = new CancellationTokenSource(Patience, _time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            using var request = new HttpRequestMessage(HttpMethod.Post, $"v{ApiVersion.ToString(2)}/{path}") { Content = body };
            request.Headers.Connection.Add("Upgrade");
            request.Headers.Upgrade.Add(new("tcp"));
            var response = await Ask(http, request, HttpCompletionOption.ResponseHeadersRead, both.Token, cancellationToken);
            return new DockerHijack(http, response, await response.Content.ReadAsStreamAsync(cancellationToken), socket!);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> Exchange(
        HttpMethod method, string path, HttpContent? body, string? registryAuth, HttpCompletionOption completion,
        CancellationToken cancellationToken, CancellationToken callers)
    {
        using var request = new HttpRequestMessage(method, $"v{ApiVersion.ToString(2)}/{path}") { Content = body };
        if (registryAuth is not null)
            request.Headers.Add("X-Registry-Auth", registryAuth);
        return await Ask(_http, request, completion, cancellationToken, callers);
    }

    private async Task<HttpResponseMessage> Ask(
        HttpClient http, HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancellationToken, CancellationToken callers)
    {
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, completion, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new RuntimeException($"the Docker engine at {_socket} does not answer: {e.InnerException?.Message ?? e.Message}", e);
        }
        catch (OperationCanceledException e) when (!callers.IsCancellationRequested)
        {
            throw new RuntimeException($"the Docker engine at {_socket} took too long to answer {request.Method} {request.RequestUri}", e);
        }
        if (response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.NotModified or HttpStatusCode.SwitchingProtocols)
            return response;
        using (response)
            throw new DockerException(response.StatusCode, await ReadError(response, cancellationToken));
    }

    private static async Task<string> ReadError(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestError];
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(buffer.AsSpan(0, length), DockerJson.Default.DockerError)?.Message ?? response.StatusCode.ToString();
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(buffer, 0, length).Trim();
        }
    }

    private async ValueTask<NetworkStream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_socket), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The engine refused a request; the message is the engine's.</summary>
internal sealed class DockerException(HttpStatusCode status, string message) : Exception(message)
{
    /// <summary>The answer's status.</summary>
    public HttpStatusCode Status { get; } = status;
}
