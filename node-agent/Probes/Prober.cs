using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;
using Krewe.NodeAgent.Runtimes;

namespace Krewe.NodeAgent.Probes;

/// <summary>What a probe found; the output is for the user.</summary>
internal sealed record ProbeResult(bool Passed, string Output);

/// <summary>Carries out the actions of probes and lifecycle handlers: a command, an HTTP request, a TCP connection.</summary>
internal sealed class Prober : IDisposable
{
    private const int LongestBody = 10 * 1024;
    private readonly IContainerRuntime _runtime;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    /// <summary>Probes containers of a runtime.</summary>
    public Prober(IContainerRuntime runtime, TimeProvider time)
    {
        _runtime = runtime;
        _time = time;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // A redirect is a success.
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.Zero, // Each probe makes its own connection: that it can be made is part of the answer.
            // As in Kubernetes, a probe does not verify certificates: it asks whether something answers, and sends no secret.
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Carries out a probe once.</summary>
    public async Task<ProbeResult> Run(Probe probe, Container container, string instance, string address, CancellationToken cancellationToken)
    {
        var limit = Moments.Span(Math.Max(probe.TimeoutSeconds ?? 1, 1));
        return probe switch
        {
            { Exec: { } exec } => await RunCommand(exec.Command, instance, limit, cancellationToken),
            { HttpGet: { } get } => await RunRequest(get, container, address, limit, cancellationToken),
            { TcpSocket: { } socket } => await RunConnection(socket, container, address, limit, cancellationToken),
            { Grpc: not null } => new ProbeResult(false, "gRPC probes are not supported by Krewe's agent"),
            _ => new ProbeResult(true, ""),
        };
    }

    /// <summary>Sends an HTTP request; passed if the answer is below 400.</summary>
    public async Task<ProbeResult> RunRequest(HTTPGetAction get, Container container, string address, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (PortOf(get.Port, container) is not { } port)
            return new ProbeResult(false, $"couldn't find port {get.Port} in container {container.Name}");
        var host = string.IsNullOrEmpty(get.Host) ? address : get.Host;
        var scheme = get.Scheme == UriScheme.Https ? "https" : "http";
        if (!Uri.TryCreate($"{scheme}://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}/{get.Path?.TrimStart('/')}", UriKind.Absolute, out var uri))
            return new ProbeResult(false, $"invalid path {get.Path}");

        using var deadline = new CancellationTokenSource(limit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.TryAddWithoutValidation("User-Agent", "kube-probe/1.33");
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        foreach (var header in get.HttpHeaders)
            if (header.Name is { } name && !request.Headers.TryAddWithoutValidation(name, header.Value))
                return new ProbeResult(false, $"invalid header {name}");
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            var code = (int)response.StatusCode;
            if (code is < 200 or >= 400)
                return new ProbeResult(false, $"HTTP probe failed with statuscode: {code}");
            await using var body = await response.Content.ReadAsStreamAsync(both.Token);
            var buffer = new byte[LongestBody];
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, both.Token);
            return new ProbeResult(true, Encoding.UTF8.GetString(buffer, 0, length));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeResult(false, $"Get \"{uri}\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new ProbeResult(false, $"Get \"{uri}\": {Reason(e, host, port)}");
        }
    }

    /// <summary>Runs a command in the container; passed if it exits with 0.</summary>
    public async Task<ProbeResult> RunCommand(IReadOnlyList<string> command, string instance, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var result = await _runtime.Exec(instance, command, both.Token);
            return new ProbeResult(result.ExitCode == 0, result.Output);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeResult(false, $"command timed out: \"{string.Join(' ', command)}\" timed out after {limit.TotalSeconds:0}s");
        }
        catch (RuntimeException e)
        {
            return new ProbeResult(false, e.Message);
        }
    }

    /// <summary>Opens a connection; passed if it can be opened.</summary>
    public async Task<ProbeResult> RunConnection(TCPSocketAction action, Container container, string address, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (PortOf(action.Port, container) is not { } port)
            return new ProbeResult(false, $"couldn't find port {action.Port} in container {container.Name}");
        var host = string.IsNullOrEmpty(action.Host) ? address : action.Host;
        using var deadline = new CancellationTokenSource(limit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(host, port, both.Token);
            return new ProbeResult(true, "");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeResult(false, $"dial tcp {host}:{port}: i/o timeout");
        }
        catch (SocketException e)
        {
            return new ProbeResult(false, Reason(e, host, port));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static int? PortOf(IntOrString? port, Container container) =>
        port is null ? null
        : port.Value.Number is { } number ? number
        : container.Ports.FirstOrDefault(p => p.Name == port.Value.Text)?.Port
            ?? (int.TryParse(port.Value.Text, CultureInfo.InvariantCulture, out var parsed) ? parsed : null);

    private static string Reason(Exception e, string host, int port) => (e as SocketException ?? e.InnerException as SocketException) switch
    {
        { SocketErrorCode: SocketError.ConnectionRefused } => $"dial tcp {host}:{port}: connect: connection refused",
        { SocketErrorCode: SocketError.HostUnreachable } => $"dial tcp {host}:{port}: connect: no route to host",
        { SocketErrorCode: SocketError.HostNotFound } => $"dial tcp: lookup {host}: no such host",
        { } other => $"dial tcp {host}:{port}: {other.Message}",
        null => e.Message,
    };
}
