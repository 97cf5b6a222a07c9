using System.Text;
using Krewe.Gateway.Streams.Spdy;
using Krewe.Gateway.Tests.Harness;
using Krewe.Protocol.Streams;

namespace Krewe.Gateway.Tests.Streams;

/// <summary>exec and port-forward over SPDY/3.1.</summary>
[Collection(SharedControlPlane.Name)]
public sealed class SpdyTests(ControlPlaneFixture plane)
{
    private const string Exec = "/exec?command=cat&stdin=true&stdout=true";
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("GET", "v4.channel.k8s.io", """{"metadata":{},"status":"Success"}""")]
    [InlineData("POST", "v4.channel.k8s.io", """{"metadata":{},"status":"Success"}""")]
    [InlineData("POST", "v3.channel.k8s.io", "")]
    [InlineData("POST", "v2.channel.k8s.io", "")]
    [InlineData("POST", "channel.k8s.io", "")]
    public async Task A_command_runs(string method, string protocol, string outcome)
    {
        await using var bench = await StreamBench.StartAsync(plane, "spdy-a");
        var upgrading = bench.UpgradeAsync(method, Exec, "v9.channel.k8s.io", protocol);
        var (_, agent) = await bench.AnswerAsync([.. CommandChannels.All]);
        await using var end = agent;
        var (stream, head) = await upgrading;
        head.ShouldStartWith("HTTP/1.1 101 ");
        head.ShouldContain($"X-Stream-Protocol-Version: {protocol}\r\n");
        await using var client = new SpdyClient(stream);
        var error = await client.OpenAsync("error");
        var stdin = await client.OpenAsync("stdin");
        var stdout = await client.OpenAsync("stdout");
        await client.PingAsync(5);
        (await client.NextControlAsync()).Type.ShouldBe(SpdyFrameType.Ping);

        await client.SendAsync(stdin, "typed"u8.ToArray());
        (await agent.HearAsync(0)).ShouldBe("typed");
        await client.SendAsync(stdin, [], fin: true);
        (await agent.HearAsync(0)).ShouldBe("");
        await agent.SayAsync(1, "shown");
        await agent.FinishAsync(new CommandOutcome { ExitCode = 0 });
        (await client.TextAsync(stdout)).ShouldBe("shown");
        (await client.TextAsync(error)).ShouldBe(outcome);
    }

    [Fact]
    public async Task A_client_with_other_protocols_only_is_told_which_there_are()
    {
        await using var bench = await StreamBench.StartAsync(plane, "spdy-b");
        var upgrading = bench.UpgradeAsync("POST", Exec, "v9.channel.k8s.io");
        var (_, agent) = await bench.AnswerAsync([.. CommandChannels.All]);
        await using var end = agent;
        var (stream, head) = await upgrading;
        await stream.DisposeAsync();
        head.ShouldStartWith("HTTP/1.1 403 ");
        head.ShouldContain("X-Accepted-Stream-Protocol-Versions: v4.channel.k8s.io");
    }

    [Fact]
    public async Task A_client_that_keeps_windows_is_sent_no_more_than_it_allows()
    {
        await using var bench = await StreamBench.StartAsync(plane, "spdy-c");
        var upgrading = bench.UpgradeAsync("POST", Exec, "v4.channel.k8s.io");
        var (_, agent) = await bench.AnswerAsync([.. CommandChannels.All]);
        await using var end = agent;
        await using var client = new SpdyClient((await upgrading).Stream);
        await client.SetWindowAsync(1000);
        await client.OpenAsync("error");
        await client.OpenAsync("stdin");
        var stdout = await client.OpenAsync("stdout");
        await agent.Link[CommandChannels.Stdout].WriteAsync(new byte[3000], None);
        (await client.NextAsync(stdout)).ShouldNotBeNull().Length.ShouldBe(1000);
        // An answer to a ping comes after everything that was sent before it.
        await client.PingAsync(7);
        (await client.NextControlAsync()).Type.ShouldBe(SpdyFrameType.Ping);
        var more = client.NextAsync(stdout);
        more.IsCompleted.ShouldBeFalse();
        await client.GrantAsync(stdout, 500);
        (await more).ShouldNotBeNull().Length.ShouldBe(500);
    }

    [Fact]
    public async Task Much_goes_both_ways_and_the_client_is_granted_room()
    {
        await using var bench = await StreamBench.StartAsync(plane, "spdy-d");
        var upgrading = bench.UpgradeAsync("POST", Exec, "v4.channel.k8s.io");
        var (_, agent) = await bench.AnswerAsync([.. CommandChannels.All]);
        await using var end = agent;
        await using var client = new SpdyClient((await upgrading).Stream);
        await client.OpenAsync("error");
        var stdin = await client.OpenAsync("stdin");
        var stdout = await client.OpenAsync("stdout");
        var bytes = new byte[4 << 20];
        new Random(1).NextBytes(bytes);
        var echoing = agent.Link[CommandChannels.Stdin].CopyAsync(agent.Link[CommandChannels.Stdout], None);
        var reading = client.AllAsync(stdout);
        foreach (var piece in bytes.Chunk(10_000))
            await client.SendAsync(stdin, piece);
        await client.SendAsync(stdin, [], fin: true);
        await echoing.WaitAsync(StreamBench.Patience);
        await agent.FinishAsync(new CommandOutcome { ExitCode = 0 });
        (await reading).ShouldBe(bytes);
        (await client.NextControlAsync()).Type.ShouldBe(SpdyFrameType.WindowUpdate);
    }

    [Fact]
    public async Task Ports_are_forwarded_each_connection_by_itself()
    {
        await using var bench = await StreamBench.StartAsync(plane, "spdy-e");
        var upgrading = bench.UpgradeAsync("POST", "/portforward", "portforward.k8s.io");
        var (asked, agent) = await bench.AnswerAsync();
        await using var end = agent;
        asked.Ports.ShouldNotBeNull();
        var (stream, head) = await upgrading;
        head.ShouldContain("X-Stream-Protocol-Version: portforward.k8s.io\r\n");
        await using var client = new SpdyClient(stream);
        await ForwardAsync(client, agent);
    }

    [Fact]
    public async Task Ports_are_forwarded_through_SPDY_in_a_WebSocket()
    {
        await using var bench = await StreamBench.StartAsync(plane, "spdy-f");
        // The framework's client does not take the name of this protocol.
        var upgrading = bench.SendHeadAsync("GET", "/portforward",
            ["Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==", "Sec-WebSocket-Protocol: SPDY/3.1+portforward.k8s.io"]);
        var (_, agent) = await bench.AnswerAsync();
        await using var end = agent;
        var (stream, head) = await upgrading;
        head.ShouldContain("Sec-WebSocket-Protocol: SPDY/3.1+portforward.k8s.io\r\n");
        using var socket = System.Net.WebSockets.WebSocket.CreateFromStream(stream, new System.Net.WebSockets.WebSocketCreationOptions());
        await using var client = new SpdyClient(new Krewe.Gateway.Streams.WebSockets.SocketStream(socket, TimeProvider.System));
        await ForwardAsync(client, agent);
    }

    [Fact]
    public async Task Ports_are_forwarded_over_a_WebSocket_with_channels()
    {
        await using var bench = await StreamBench.StartAsync(plane, "spdy-g");
        var dialling = bench.DialAsync("/portforward?ports=80&ports=443", "v5.channel.k8s.io", "v4.channel.k8s.io");
        var (_, agent) = await bench.AnswerAsync();
        await using var end = agent;
        using var client = await dialling;
        client.SubProtocol.ShouldBe("v4.channel.k8s.io");
        var first = new List<string>();
        for (var i = 0; i < 4; i++)
            first.Add(Convert.ToHexString(await MessageAsync(client)));
        first.ShouldBe(["005000", "015000", "02BB01", "03BB01"]);
        var (http, https) = (await agent.Link.Opened.ReadAsync(), await agent.Link.Opened.ReadAsync());
        if (http.Purpose.Span[1] != 80)
            (http, https) = (https, http);
        await client.SendAsync((byte[])[0, .. "GET"u8], System.Net.WebSockets.WebSocketMessageType.Binary, true, None);
        (await TextAsync(http)).ShouldBe("GET");
        await http.WriteAsync("OK"u8.ToArray(), None);
        (await MessageAsync(client)).ShouldBe((byte[])[0, .. "OK"u8]);
        await https.ResetAsync("connection refused", None);
        Encoding.UTF8.GetString(await MessageAsync(client)).ShouldMatch("^\u0003error forwarding port 443 to pod p, uid .*: connection refused$");
    }

    private static async Task ForwardAsync(SpdyClient client, AgentEnd agent)
    {
        var error = await client.OpenAsync("error", ("port", "80"), ("requestid", "0"));
        var data = await client.OpenAsync("data", ("port", "80"), ("requestid", "0"));
        var channel = await agent.Link.Opened.ReadAsync().AsTask().WaitAsync(StreamBench.Patience);
        channel.Purpose.ToArray().ShouldBe([0, 80]);

        var badError = await client.OpenAsync("error", ("port", "81"), ("requestid", "1"));
        var badData = await client.OpenAsync("data", ("port", "81"), ("requestid", "1"));
        var bad = await agent.Link.Opened.ReadAsync().AsTask().WaitAsync(StreamBench.Patience);
        await bad.ResetAsync("connect: connection refused", None);
        (await client.TextAsync(badError)).ShouldMatch("^error forwarding port 81 to pod p, uid .*: connect: connection refused$");
        (await client.TextAsync(badData)).ShouldBeEmpty();

        await client.SendAsync(data, "question"u8.ToArray());
        (await TextAsync(channel)).ShouldBe("question");
        await client.SendAsync(data, [], fin: true);
        (await TextAsync(channel)).ShouldBe("", "the client has ended its side");
        await channel.WriteAsync("answer"u8.ToArray(), None);
        await channel.EndAsync(None);
        (await client.TextAsync(data)).ShouldBe("answer");
        (await client.TextAsync(error)).ShouldBeEmpty();
    }

    private static async Task<string> TextAsync(LinkChannel channel)
    {
        var buffer = new byte[1024];
        return Encoding.UTF8.GetString(buffer, 0, await channel.ReadAsync(buffer, None).AsTask().WaitAsync(StreamBench.Patience));
    }

    private static async Task<byte[]> MessageAsync(System.Net.WebSockets.ClientWebSocket client)
    {
        var buffer = new byte[4096];
        var read = await client.ReceiveAsync(buffer.AsMemory(), None).AsTask().WaitAsync(StreamBench.Patience);
        return buffer[..read.Count];
    }
}
