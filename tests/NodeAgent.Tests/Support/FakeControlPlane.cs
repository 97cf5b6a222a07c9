using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using Krewe.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Krewe.NodeAgent.Tests.Support;

/// <summary>The agent's side of a control plane on loopback: signs certificates, accepts sessions and streams, and lets the test speak.</summary>
internal sealed class FakeControlPlane : IAsyncDisposable
{
    public const string Token = "the-join-token";

    private readonly ECDsa _authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;
    private readonly WebApplication _app;
    private readonly Channel<FakeSession> _sessions = Channel.CreateUnbounded<FakeSession>();
    private readonly Channel<(string Id, byte[] Content, WebSocketCloseStatus? Status, string? Reason)> _streams =
        Channel.CreateUnbounded<(string, byte[], WebSocketCloseStatus?, string?)>();

    private FakeControlPlane()
    {
        var request = new CertificateRequest("CN=test-authority", _authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddDays(1));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = ServerCertificate();
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => certificate.Issuer == _authority.Subject;
        })));
        _app = builder.Build();
        _app.UseWebSockets();
        _app.MapPost(AgentProtocol.JoinPath, Join);
        _app.Map(AgentProtocol.SessionPath, Session);
        _app.Map("/agent/v1/streams/{id}", Stream);
    }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public string AuthorityPem => _authority.ExportCertificatePem();

    public int Joins { get; private set; }

    public static async Task<FakeControlPlane> Start()
    {
        var plane = new FakeControlPlane();
        await plane._app.StartAsync();
        return plane;
    }

    /// <summary>The next session that an agent opens.</summary>
    public async Task<FakeSession> NextSession()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await _sessions.Reader.ReadAsync(deadline.Token);
    }

    /// <summary>
    /// Welcomes the agent that was started after <paramref name="earlier"/> had ended. The earlier one may have dialled once more before its
    /// end; such a session is passed over.
    /// </summary>
    public async Task<(FakeSession Session, AgentHello Hello)> WelcomeSuccessor(AgentHello earlier)
    {
        while (true)
        {
            var session = await NextSession();
            try
            {
                var hello = await session.Welcome();
                if (hello.InstanceId != earlier.InstanceId)
                    return (session, hello);
            }
            catch (Exception e) when (e is WebSocketException or InvalidOperationException or IOException or OperationCanceledException)
            {
            }
            session.Drop();
        }
    }

    /// <summary>The next stream that was served to its end.</summary>
    public async Task<(string Id, string Content, WebSocketCloseStatus? Status, string? Reason)> NextStream()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var (id, content, status, reason) = await _streams.Reader.ReadAsync(deadline.Token);
        return (id, Encoding.UTF8.GetString(content), status, reason);
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
        _authority.Dispose();
        _authorityKey.Dispose();
    }

    private X509Certificate2 ServerCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = Sign(request).CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private X509Certificate2 Sign(CertificateRequest request)
    {
        var serial = new byte[8];
        RandomNumberGenerator.Fill(serial);
        return request.Create(_authority.SubjectName, X509SignatureGenerator.CreateForECDsa(_authorityKey), TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeProvider.System.GetUtcNow().AddHours(20), serial);
    }

    private async Task Join(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        ProtocolJson.TryRead<JoinRequest>(body.ToArray(), out var request, out _).ShouldBeTrue();
        if (request!.Token != Token)
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsync("bad token");
            return;
        }
        Joins++;
        using var certificate = Sign(CertificateRequest.LoadSigningRequestPem(request.CertificateRequest, HashAlgorithmName.SHA256));
        await context.Response.Body.WriteAsync(ProtocolJson.Write(new JoinAnswer { Certificate = certificate.ExportCertificatePem(), Authorities = AuthorityPem }));
    }

    private async Task Session(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var session = new FakeSession(socket, context.Connection.ClientCertificate?.Subject);
        await _sessions.Writer.WriteAsync(session);
        await session.Over;
    }

    private async Task Stream(HttpContext context, string id)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var content = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer, context.RequestAborted);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                await _streams.Writer.WriteAsync((id, content.ToArray(), result.CloseStatus, result.CloseStatusDescription));
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                return;
            }
            content.Write(buffer, 0, result.Count);
        }
    }
}

/// <summary>A session as the server sees it.</summary>
internal sealed class FakeSession(WebSocket socket, string? clientSubject)
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly List<AgentMessage> _passedOver = [];

    public Task Over => _over.Task;

    public string? ClientSubject => clientSubject;

    public Task Send(ServerMessage message) => SendText(ProtocolJson.Write(message));

    public Task SendText(byte[] text) => socket.SendAsync(text, WebSocketMessageType.Text, true, CancellationToken.None);

    /// <summary>Takes the hello and answers it.</summary>
    public async Task<AgentHello> Welcome(TimeSpan? heartbeat = null)
    {
        var hello = await Receive<AgentHello>();
        await Send(new Welcome { Version = 1, SessionId = "s", HeartbeatInterval = heartbeat ?? TimeSpan.FromSeconds(30), SilenceLimit = TimeSpan.FromMinutes(1) });
        return hello;
    }

    /// <summary>The first message of a type that fits and was not received before.</summary>
    public async Task<T> Receive<T>(Func<T, bool>? fits = null) where T : AgentMessage
    {
        foreach (var earlier in _passedOver.OfType<T>())
            if (fits is null || fits(earlier))
            {
                _passedOver.Remove(earlier);
                return earlier;
            }
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var text = await ReceiveText(deadline.Token) ?? throw new InvalidOperationException($"the agent closed the session while a {typeof(T).Name} was expected");
            ProtocolJson.TryRead<AgentMessage>(text, out var message, out var error).ShouldBeTrue(error);
            if (message is T wanted && (fits is null || fits(wanted)))
                return wanted;
            _passedOver.Add(message!);
        }
    }

    /// <summary>Waits until the agent has given up the session.</summary>
    public async Task WaitForEnd()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            while (await ReceiveText(deadline.Token) is not null)
            {
            }
        }
        catch (WebSocketException)
        {
        }
        _over.TrySetResult();
    }

    /// <summary>Breaks the connection.</summary>
    public void Drop()
    {
        socket.Abort();
        _over.TrySetResult();
    }

    private async Task<byte[]?> ReceiveText(CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        WebSocketReceiveResult result;
        do
        {
            result = await socket.ReceiveAsync(buffer, cancellationToken);
            if (result.MessageType == WebSocketMessageType.Close)
                return null;
            content.Write(buffer, 0, result.Count);
        }
        while (!result.EndOfMessage);
        return content.ToArray();
    }
}
