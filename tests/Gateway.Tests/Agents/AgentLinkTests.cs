using System.Net;
using System.Net.WebSockets;
using System.Text;
using Krewe.Gateway.Tests.Harness;
using Krewe.Model.Core;
using Krewe.Protocol;

namespace Krewe.Gateway.Tests.Agents;

[Collection(SharedControlPlane.Name)]
public sealed class AgentLinkTests(ControlPlaneFixture plane)
{
    [Fact]
    public async Task An_agent_is_welcomed_and_its_node_appears()
    {
        await using var agent = await FakeAgent.ConnectAsync(plane, "link-a");
        await agent.SendAsync(FakeAgent.Hello("link-a"));
        (await agent.ReceiveAsync<Welcome>()).Version.ShouldBe(1);
        (await agent.ReceiveAsync<DesiredState>()).Pods.ShouldBeEmpty();
        await agent.SendAsync(new AgentHeartbeat { Sequence = 7 });
        (await agent.ReceiveAsync<ReportTaken>()).Sequence.ShouldBe(7);
        using var api = plane.Api();
        (await api.SendAsync("GET", "/api/v1/nodes/link-a")).Code.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_node_cannot_speak_for_another()
    {
        await using var agent = await FakeAgent.ConnectAsync(plane, "link-b");
        await agent.SendAsync(FakeAgent.Hello("link-a"));
        var goodbye = await agent.ReceiveAsync<Goodbye>();
        goodbye.Refused.ShouldBeTrue();
        goodbye.Why.ShouldBe("the certificate is that of node \"link-b\", not of \"link-a\"");
        (await agent.ReceiveCloseAsync()).ShouldBe(WebSocketCloseStatus.PolicyViolation);
    }

    [Theory]
    [InlineData("{", WebSocketCloseStatus.InvalidPayloadData)]
    [InlineData("""{"type":"nonsense"}""", WebSocketCloseStatus.InvalidPayloadData)]
    [InlineData("""{"type":"heartbeat","sequence":1}""", WebSocketCloseStatus.PolicyViolation)]
    public async Task Whatever_else_comes_first_closes_the_session(string text, WebSocketCloseStatus status)
    {
        await using var agent = await FakeAgent.ConnectAsync(plane, "link-c");
        await agent.SendTextAsync(text);
        (await agent.ReceiveCloseAsync()).ShouldBe(status);
        plane.Errors.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Logs_come_through_a_stream_that_the_agent_dials()
    {
        using var api = plane.Api();
        var pods = $"/api/v1/namespaces/{await api.NamespaceAsync()}/pods";
        await using var agent = await FakeAgent.ConnectAsync(plane, "link-d");
        await agent.SendAsync(FakeAgent.Hello("link-d"));
        await agent.ReceiveAsync<Welcome>();
        await api.SendAsync("POST", pods, """{"metadata":{"name":"p"},"spec":{"nodeName":"link-d","containers":[{"name":"c","image":"i"}]}}""");
        (await api.SendAsync("GET", pods + "/p/log")).Text.ShouldContain("is waiting to start: ContainerCreating");
        var status = await api.SendAsync("PATCH", pods + "/p/status",
            """{"status":{"phase":"Running","containerStatuses":[{"name":"c","image":"i","imageID":"","ready":true,"restartCount":0,"state":{"running":{}}}]}}""", "application/merge-patch+json");
        status.Code.ShouldBe(HttpStatusCode.OK, status.Text);

        var reading = api.SendAsync("GET", pods + "/p/log?tailLines=2&timestamps=true");
        var asked = await agent.ReceiveAsync<OpenStream>();
        asked.Pod.Name.ShouldBe("p");
        asked.Logs.ShouldBe(new LogStreamRequest { Container = "c", TailLines = 2, Timestamps = true });
        using (var stream = await agent.DialStreamAsync(asked.StreamId))
        {
            await stream.SendAsync("one\n"u8.ToArray(), WebSocketMessageType.Binary, true, CancellationToken.None);
            await stream.SendAsync("two\n"u8.ToArray(), WebSocketMessageType.Binary, true, CancellationToken.None);
            await stream.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        var log = await reading;
        log.Code.ShouldBe(HttpStatusCode.OK);
        log.Text.ShouldBe("one\ntwo\n");
        await Should.ThrowAsync<WebSocketException>(() => agent.DialStreamAsync(asked.StreamId), "a stream's id works once");

        reading = api.SendAsync("GET", pods + "/p/log");
        asked = await agent.ReceiveAsync<OpenStream>();
        await agent.SendAsync(new StreamRefused { Sequence = 2, StreamId = asked.StreamId, Why = "no log there", NotFound = true });
        log = await reading;
        log.Code.ShouldBe(HttpStatusCode.BadRequest);
        ((string)log.Json["message"]!).ShouldBe("no log there");
    }

    [Fact]
    public async Task Logs_of_a_node_without_agent_are_unavailable()
    {
        using var api = plane.Api();
        var pods = $"/api/v1/namespaces/{await api.NamespaceAsync()}/pods";
        await api.SendAsync("POST", pods, """{"metadata":{"name":"p"},"spec":{"nodeName":"link-none","containers":[{"name":"c","image":"i"}]}}""");
        await api.SendAsync("PATCH", pods + "/p/status",
            """{"status":{"phase":"Running","containerStatuses":[{"name":"c","image":"i","imageID":"","ready":true,"restartCount":0,"state":{"running":{}}}]}}""", "application/merge-patch+json");
        (await api.SendAsync("GET", pods + "/p/log")).Code.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }
}

/// <summary>The least that an agent must do.</summary>
internal sealed class FakeAgent : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Uri _server;
    private readonly System.Security.Cryptography.X509Certificates.X509Certificate2 _certificate;
    private readonly ClientWebSocket _socket;

    private FakeAgent(Uri server, System.Security.Cryptography.X509Certificates.X509Certificate2 certificate, ClientWebSocket socket) =>
        (_server, _certificate, _socket) = (server, certificate, socket);

    public static async Task<FakeAgent> ConnectAsync(ControlPlaneFixture plane, string name) =>
        await ConnectAsync(plane.Server, await CredentialTests.JoinAsync(plane, name));

    public static async Task<FakeAgent> ConnectAsync(Uri server, System.Security.Cryptography.X509Certificates.X509Certificate2 certificate) =>
        new(server, certificate, await DialAsync(server, certificate, AgentProtocol.SessionPath));

    public static AgentHello Hello(string name) => new()
    {
        Versions = [1],
        NodeName = name,
        InstanceId = "i",
        Sequence = 1,
        Facts = new NodeFacts { Labels = new Dictionary<string, string> { ["kubernetes.io/hostname"] = name }, Status = new NodeStatus() },
    };

    public Task<ClientWebSocket> DialStreamAsync(string id) => DialAsync(_server, _certificate, AgentProtocol.StreamPath(id));

    public Task SendAsync(AgentMessage message) => SendTextAsync(Encoding.UTF8.GetString(ProtocolJson.Write(message)));

    public Task SendTextAsync(string text) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    /// <summary>The next message of a type; others are passed over.</summary>
    public async Task<T> ReceiveAsync<T>() where T : ServerMessage
    {
        while (true)
        {
            var (text, status) = await NextAsync();
            status.ShouldBeNull($"closed while a {typeof(T).Name} was expected: {_socket.CloseStatusDescription}");
            ProtocolJson.TryRead<ServerMessage>(text, out var message, out var error).ShouldBeTrue(error);
            if (message is T wanted)
                return wanted;
        }
    }

    public async Task<WebSocketCloseStatus?> ReceiveCloseAsync()
    {
        while (true)
        {
            var (_, status) = await NextAsync();
            if (status is not null)
                return status;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _socket.EndAsync(Patience);
        _socket.Dispose();
        _certificate.Dispose();
    }

    private static async Task<ClientWebSocket> DialAsync(
        Uri server, System.Security.Cryptography.X509Certificates.X509Certificate2 certificate, string path)
    {
        var socket = new ClientWebSocket();
        socket.Options.ClientCertificates.Add(certificate);
        // Another test shows that the authority is verified; here only the client's certificate matters.
        socket.Options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        await socket.ConnectAsync(new UriBuilder(server) { Scheme = "wss", Path = path }.Uri, CancellationToken.None).WaitAsync(Patience);
        return socket;
    }

    private async Task<(byte[] Text, WebSocketCloseStatus? Status)> NextAsync()
    {
        using var text = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (true)
        {
            var read = await _socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Patience);
            if (read.MessageType == WebSocketMessageType.Close)
                return ([], read.CloseStatus);
            text.Write(buffer, 0, read.Count);
            if (read.EndOfMessage)
                return (text.ToArray(), null);
        }
    }
}
