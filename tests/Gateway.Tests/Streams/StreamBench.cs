using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Krewe.Gateway.Tests.Agents;
using Krewe.Gateway.Tests.Harness;
using Krewe.Protocol;
using Krewe.Protocol.Streams;

namespace Krewe.Gateway.Tests.Streams;

/// <summary>A pod on a node whose agent is played by the test, and ways to ask for its streams.</summary>
internal sealed class StreamBench : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly string _dataDirectory;
    private readonly Uri _server;
    private readonly ApiClient _api;
    private readonly FakeAgent _agent;

    private StreamBench(string dataDirectory, Uri server, ApiClient api, FakeAgent agent, string pod) =>
        (_dataDirectory, _server, _api, _agent, Pod) = (dataDirectory, server, api, agent, pod);

    /// <summary>Path of the pod.</summary>
    public string Pod { get; }

    public ApiClient Api => _api;

    public FakeAgent Agent => _agent;

    private string Token => File.ReadAllText(Path.Combine(_dataDirectory, "pki", "tokens.csv")).Split(',')[0];

    public static async Task<StreamBench> StartAsync(ControlPlaneFixture plane, string node, params string[] containers) =>
        await StartAsync(plane.DataDirectory, plane.Server, plane.Api(), await FakeAgent.ConnectAsync(plane, node), node, containers);

    /// <summary>A pod whose agent and clients all go to one server.</summary>
    public static async Task<StreamBench> StartAsync(string dataDirectory, Uri server, ApiClient api, FakeAgent agent, string node, params string[] containers)
    {
        var pods = $"/api/v1/namespaces/{await api.NamespaceAsync()}/pods";
        await agent.SendAsync(FakeAgent.Hello(node));
        await agent.ReceiveAsync<Welcome>();
        var list = string.Join(',', containers.DefaultIfEmpty("c").Select(name => $$"""{"name":"{{name}}","image":"i"}"""));
        var made = await api.SendAsync("POST", pods, $$$"""{"metadata":{"name":"p"},"spec":{"nodeName":"{{{node}}}","containers":[{{{list}}}]}}""");
        made.Code.ShouldBe(System.Net.HttpStatusCode.Created, made.Text);
        return new StreamBench(dataDirectory, server, api, agent, pods + "/p");
    }

    /// <summary>Dials as a client of WebSockets does.</summary>
    public async Task<ClientWebSocket> DialAsync(string pathAndQuery, params string[] protocols)
    {
        var socket = new ClientWebSocket();
        foreach (var protocol in protocols)
            socket.Options.AddSubProtocol(protocol);
        socket.Options.SetRequestHeader("Authorization", "Bearer " + Token);
        socket.Options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        socket.Options.CollectHttpResponseDetails = true;
        await socket.ConnectAsync(new Uri(new UriBuilder(_server) { Scheme = "wss" }.Uri, Pod + pathAndQuery), CancellationToken.None).WaitAsync(Patience);
        return socket;
    }

    /// <summary>Sends the head of a request that wants SPDY; gives the connection and the head of the answer.</summary>
    public Task<(Stream Stream, string Head)> UpgradeAsync(string method, string pathAndQuery, params string[] protocols) =>
        SendHeadAsync(method, pathAndQuery, ["Upgrade: SPDY/3.1", .. protocols.Select(protocol => "X-Stream-Protocol-Version: " + protocol)]);

    /// <summary>Sends the head of a request with headers of its own; gives the connection and the head of the answer.</summary>
    public async Task<(Stream Stream, string Head)> SendHeadAsync(string method, string pathAndQuery, IEnumerable<string> headers)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(_server.Host, _server.Port);
        var tls = new SslStream(socket.GetStream(), false, static (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync(_server.Host).WaitAsync(Patience);
        string[] lines =
        [
            $"{method} {Pod}{pathAndQuery} HTTP/1.1", $"Host: {_server.Authority}", $"Authorization: Bearer {Token}", "Connection: Upgrade", .. headers,
            .. method == "POST" ? ["Content-Length: 0"] : Array.Empty<string>(),
        ];
        await tls.WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n"));
        var answer = new StringBuilder();
        var one = new byte[1];
        while (!answer.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            (await tls.ReadAsync(one).AsTask().WaitAsync(Patience)).ShouldBe(1, answer.ToString());
            answer.Append((char)one[0]);
        }
        return (tls, answer.ToString());
    }

    /// <summary>Plays the agent: takes the next wish for a stream, dials in and speaks over a link.</summary>
    public async Task<(OpenStream Asked, AgentEnd End)> AnswerAsync(params int[] channels)
    {
        var asked = await _agent.ReceiveAsync<OpenStream>();
        return (asked, new AgentEnd(await _agent.DialStreamAsync(asked.StreamId), channels));
    }

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        _api.Dispose();
    }
}

/// <summary>The agent's end of a stream.</summary>
internal sealed class AgentEnd : IAsyncDisposable
{
    private readonly WebSocket _socket;

    public AgentEnd(WebSocket socket, int[] channels)
    {
        _socket = socket;
        Link = new StreamLink(new WebSocketPipe(socket), channels);
        Running = Link.RunAsync(CancellationToken.None);
    }

    public StreamLink Link { get; }

    /// <summary>Completes when the gateway has hung up.</summary>
    public Task<string?> Running { get; }

    public async Task SayAsync(int channel, string text) => await Link[channel].WriteAsync(Encoding.UTF8.GetBytes(text), CancellationToken.None).AsTask().WaitAsync(StreamBench.Patience);

    public async Task<string> HearAsync(int channel)
    {
        var buffer = new byte[64 << 10];
        var read = await Link[channel].ReadAsync(buffer, CancellationToken.None).AsTask().WaitAsync(StreamBench.Patience);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }

    /// <summary>Ends the command.</summary>
    public async Task FinishAsync(CommandOutcome outcome)
    {
        await Link[CommandChannels.Stdout].EndAsync(CancellationToken.None);
        await Link[CommandChannels.Stderr].EndAsync(CancellationToken.None);
        await Link[CommandChannels.Outcome].WriteAsync(ProtocolJson.Write(outcome), CancellationToken.None);
        await Link[CommandChannels.Outcome].EndAsync(CancellationToken.None);
        await Running.WaitAsync(StreamBench.Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await _socket.EndAsync(StreamBench.Patience);
        await Running.WaitAsync(StreamBench.Patience);
        Link.Dispose();
        _socket.Dispose();
    }
}
