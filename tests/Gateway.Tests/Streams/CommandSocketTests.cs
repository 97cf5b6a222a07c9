using System.Net.WebSockets;
using System.Text;
using Krewe.Gateway.Tests.Harness;
using Krewe.Protocol;
using Krewe.Protocol.Streams;

namespace Krewe.Gateway.Tests.Streams;

/// <summary>exec and attach over WebSockets.</summary>
[Collection(SharedControlPlane.Name)]
public sealed class CommandSocketTests(ControlPlaneFixture plane)
{
    private const string Exec = "/exec?command=sh&command=-c&stdin=true&stdout=true&stderr=true";

    [Fact]
    public async Task A_command_gets_input_and_gives_output_and_its_exit_code()
    {
        await using var bench = await StreamBench.StartAsync(plane, "sock-a");
        var dialling = bench.DialAsync(Exec, "v5.channel.k8s.io", "v4.channel.k8s.io");
        var (asked, agent) = await bench.AnswerAsync([.. CommandChannels.All]);
        await using var end = agent;
        asked.Command.ShouldNotBeNull().Run.ShouldBe(["sh", "-c"]);
        asked.Command.ShouldBe(new CommandStreamRequest { Container = "c", Run = asked.Command.Run, Stdin = true, Stdout = true, Stderr = true });
        using var client = await dialling;
        client.SubProtocol.ShouldBe("v5.channel.k8s.io");
        (await NextAsync(client)).ShouldBe((1, ""), "an empty message says that the connection stands");

        await SendAsync(client, 0, "hello");
        (await agent.HearAsync(0)).ShouldBe("hello");
        await client.SendAsync(new byte[] { 255, 0 }, WebSocketMessageType.Binary, true, CancellationToken.None);
        (await agent.HearAsync(0)).ShouldBe("", "the client has closed standard input");
        // Output and errors are ways of their own: one may overtake the other.
        await agent.SayAsync(1, "out");
        (await NextAsync(client)).ShouldBe((1, "out"));
        await agent.SayAsync(2, "err");
        (await NextAsync(client)).ShouldBe((2, "err"));
        await Task.WhenAll(agent.FinishAsync(new CommandOutcome { ExitCode = 7 }), Last());

        async Task Last()
        {
            var (channel, text) = await NextAsync(client);
            channel.ShouldBe(3);
            GoldenJson.Difference(System.Text.Json.Nodes.JsonNode.Parse("""
                {"metadata":{},"status":"Failure","message":"command terminated with non-zero exit code: command terminated with exit code 7",
                 "reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"7"}]}}
                """), System.Text.Json.Nodes.JsonNode.Parse(text)).ShouldBeNull();
            (await NextAsync(client)).ShouldBe((-1, ""));
            client.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
            await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
    }

    [Theory]
    [InlineData("v4.channel.k8s.io", 0, """{"metadata":{},"status":"Success"}""")]
    [InlineData("v4.channel.k8s.io", 1, "NonZeroExitCode")]
    [InlineData("channel.k8s.io", 0, null)]
    [InlineData("channel.k8s.io", 1, "command terminated with non-zero exit code: command terminated with exit code 1")]
    [InlineData(null, 1, "command terminated with non-zero exit code: command terminated with exit code 1")]
    [InlineData("v4.base64.channel.k8s.io", 1, "NonZeroExitCode")]
    [InlineData("base64.channel.k8s.io", 1, "command terminated with non-zero exit code: command terminated with exit code 1")]
    public async Task Each_protocol_tells_the_outcome_in_its_way(string? protocol, int code, string? told)
    {
        await using var bench = await StreamBench.StartAsync(plane, "sock-b");
        var base64 = protocol?.Contains("base64", StringComparison.Ordinal) == true;
        var dialling = bench.DialAsync(Exec, protocol is null ? [] : [protocol]);
        var (_, agent) = await bench.AnswerAsync([.. CommandChannels.All]);
        await using var end = agent;
        using var client = await dialling;
        client.SubProtocol.ShouldBe(protocol);
        await NextAsync(client, base64);
        await SendAsync(client, 0, "typed", base64);
        (await agent.HearAsync(0)).ShouldBe("typed");
        await agent.SayAsync(1, "shown");
        (await NextAsync(client, base64)).ShouldBe((1, "shown"));
        var finishing = agent.FinishAsync(new CommandOutcome { ExitCode = code });
        var (channel, text) = await NextAsync(client, base64);
        channel.ShouldBe(3);
        if (told is null)
            text.ShouldBeEmpty();
        else
            text.ShouldContain(told);
        (await NextAsync(client, base64)).Channel.ShouldBe(-1);
        await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await finishing;
    }

    [Fact]
    public async Task A_terminal_is_resized_and_has_one_output()
    {
        await using var bench = await StreamBench.StartAsync(plane, "sock-c");
        var dialling = bench.DialAsync("/attach?stdin=true&stdout=true&stderr=true&tty=true", "v4.channel.k8s.io");
        var (asked, agent) = await bench.AnswerAsync([.. CommandChannels.All]);
        await using var end = agent;
        asked.Command.ShouldBe(new CommandStreamRequest { Container = "c", Stdin = true, Stdout = true, Terminal = true });
        using var client = await dialling;
        await SendAsync(client, 4, """{"Width":80,"Hei""");
        await SendAsync(client, 4, """ght":24}{"Width":100,"Height":30}""");
        var sizes = new List<byte>();
        var buffer = new byte[16];
        while (sizes.Count < 2 * TerminalSize.Length)
        {
            var read = await agent.Link[CommandChannels.Resize].ReadAsync(buffer, CancellationToken.None).AsTask().WaitAsync(StreamBench.Patience);
            sizes.AddRange(buffer.AsSpan(0, read));
        }
        TerminalSize.Read(sizes.ToArray()).ShouldBe(new TerminalSize(80, 24));
        TerminalSize.Read(sizes.ToArray().AsSpan(4)).ShouldBe(new TerminalSize(100, 30));
    }

    [Fact]
    public async Task A_client_that_goes_ends_the_stream()
    {
        await using var bench = await StreamBench.StartAsync(plane, "sock-d");
        var dialling = bench.DialAsync(Exec, "v4.channel.k8s.io");
        var (_, agent) = await bench.AnswerAsync([.. CommandChannels.All]);
        await using var end = agent;
        (await dialling).Abort();
        await agent.Running.WaitAsync(StreamBench.Patience);
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_up_the_command()
    {
        await using var bench = await StreamBench.StartAsync(plane, "sock-e");
        var dialling = bench.DialAsync(Exec, "v4.channel.k8s.io");
        var (_, agent) = await bench.AnswerAsync([.. CommandChannels.All]);
        await using var end = agent;
        using var client = await dialling;
        const int Much = 64 << 20;
        var sent = 0L;
        var writing = Task.Run(async () =>
        {
            var piece = new byte[StreamLink.PieceLength];
            for (; sent < Much; sent += piece.Length)
                await agent.Link[CommandChannels.Stdout].WriteAsync(piece, CancellationToken.None);
        });
        // What the client types arrives all the same, while nothing of the output is read.
        await SendAsync(client, 0, "x");
        (await agent.HearAsync(0)).ShouldBe("x");
        var received = 0L;
        var buffer = new byte[1 << 20];
        while (received < Much)
        {
            var read = await client.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).AsTask().WaitAsync(StreamBench.Patience);
            received += read.Count;
            (Volatile.Read(ref sent) - received).ShouldBeLessThan(Much / 2);
        }
        await writing.WaitAsync(StreamBench.Patience);
    }

    [Fact]
    public async Task What_the_agent_refuses_is_told_as_kubelet_tells_it()
    {
        await using var bench = await StreamBench.StartAsync(plane, "sock-f");
        var upgrading = bench.UpgradeAsync("POST", Exec, "v4.channel.k8s.io");
        var asked = await bench.Agent.ReceiveAsync<OpenStream>();
        await bench.Agent.SendAsync(new StreamRefused { Sequence = 2, StreamId = asked.StreamId, Why = "container not found (\"c\")", NotFound = true });
        var (stream, head) = await upgrading;
        await using var _ = stream;
        head.ShouldStartWith("HTTP/1.1 500 ");
        head.ShouldContain("text/plain");
    }

    [Theory]
    [InlineData("/exec?command=sh", "you must specify at least 1 of stdin, stdout, stderr")]
    [InlineData("/exec?stdout=true", "you must specify at least one command for the container")]
    [InlineData("/exec?stdout=true&command=sh", "a container name must be specified for pod p, choose one of: [one two]")]
    [InlineData("/attach?stdout=true&container=three", "container three is not valid for pod p")]
    [InlineData("/attach?stdout=true&container=two", "Upgrade request required")]
    [InlineData("/portforward", "Upgrade request required")]
    public async Task Wishes_that_make_no_sense_are_bad_requests(string wish, string message)
    {
        await using var bench = await StreamBench.StartAsync(plane, "sock-g", "one", "two");
        foreach (var method in (string[])["GET", "POST"])
        {
            var answer = await bench.Api.SendAsync(method, bench.Pod + wish);
            answer.Code.ShouldBe(System.Net.HttpStatusCode.BadRequest, answer.Text);
            ((string)answer.Json["message"]!).ShouldBe(message);
        }
    }

    private static Task SendAsync(ClientWebSocket client, byte channel, string text, bool base64 = false) => base64
        ? client.SendAsync(Encoding.ASCII.GetBytes((char)('0' + channel) + Convert.ToBase64String(Encoding.UTF8.GetBytes(text))), WebSocketMessageType.Text, true, CancellationToken.None)
        : client.SendAsync((byte[])[channel, .. Encoding.UTF8.GetBytes(text)], WebSocketMessageType.Binary, true, CancellationToken.None);

    /// <summary>The next message; channel -1 for the end.</summary>
    private static async Task<(int Channel, string Text)> NextAsync(ClientWebSocket client, bool base64 = false)
    {
        var buffer = new byte[64 << 10];
        var read = await client.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).AsTask().WaitAsync(StreamBench.Patience);
        if (read.MessageType == WebSocketMessageType.Close)
            return (-1, "");
        read.EndOfMessage.ShouldBeTrue();
        return base64
            ? (buffer[0] - '0', Encoding.UTF8.GetString(Convert.FromBase64String(Encoding.ASCII.GetString(buffer, 1, read.Count - 1))))
            : (buffer[0], Encoding.UTF8.GetString(buffer, 1, read.Count - 1));
    }
}
