using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Krewe.Gateway.Tests.Agents;
using Krewe.Gateway.Tests.Harness;
using Krewe.Gateway.Tests.Streams;
using Krewe.Protocol;
using Krewe.Protocol.Streams;
using Krewe.SiloHost.Standby;
using Krewe.Storage.Leases;

namespace Krewe.Gateway.Tests.Standby;

/// <summary>Silos that share a store: whoever is asked, the active one answers; when it goes, another takes over.</summary>
public sealed class StandbyTests : IAsyncLifetime
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Review = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

    private readonly SharedSilos _silos = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _silos.DisposeAsync().AsTask();

    [Fact]
    public async Task What_is_asked_of_a_standby_the_active_silo_answers()
    {
        var silos = await _silos.StartAsync(2);
        using var active = silos[0].Api();
        using var standby = silos[1].Api();

        (await standby.SendAsync("POST", ConfigMaps, """{"metadata":{"name":"a"},"data":{"k":"v"}}""")).Code.ShouldBe(HttpStatusCode.Created);
        ((string)(await active.SendAsync("GET", ConfigMaps + "/a")).Json["data"]!["k"]!).ShouldBe("v");
        (await active.SendAsync("PATCH", ConfigMaps + "/a", """{"data":{"k":"w"}}""", "application/merge-patch+json")).Code.ShouldBe(HttpStatusCode.OK);
        ((string)(await standby.SendAsync("GET", ConfigMaps + "/a")).Json["data"]!["k"]!).ShouldBe("w", "reads are as fresh as the active one's");

        var missing = await standby.SendAsync("GET", ConfigMaps + "/b?x=%2F");
        missing.Code.ShouldBe(HttpStatusCode.NotFound);
        ((string)missing.Json["reason"]!).ShouldBe("NotFound");
        var table = await standby.SendAsync("GET", ConfigMaps, accept: "application/json;as=Table;v=v1;g=meta.k8s.io");
        ((string)table.Json["kind"]!).ShouldBe("Table");
        table.ContentType.ShouldBe((await active.SendAsync("GET", ConfigMaps, accept: "application/json;as=Table;v=v1;g=meta.k8s.io")).ContentType);
        (await standby.SendAsync("DELETE", ConfigMaps + "/a")).Code.ShouldBe(HttpStatusCode.OK);
        (await active.SendAsync("GET", ConfigMaps + "/a")).Code.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Large_bodies_pass_both_ways_and_too_large_ones_are_refused_alike()
    {
        var silos = await _silos.StartAsync(2);
        using var standby = silos[1].Api();
        var value = new string('x', 900_000);

        (await standby.SendAsync("POST", ConfigMaps, """{"metadata":{"name":"large"},"data":{"k":"VALUE"}}""".Replace("VALUE", value, StringComparison.Ordinal))).Code.ShouldBe(HttpStatusCode.Created);
        ((string)(await standby.SendAsync("GET", ConfigMaps + "/large")).Json["data"]!["k"]!).ShouldBe(value);
        (await standby.SendAsync("POST", ConfigMaps, new string(' ', 5_000_000))).Code.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Whom_a_certificate_proves_to_a_standby_the_active_silo_knows()
    {
        var silos = await _silos.StartAsync(2);
        using var admin = silos[1].Api(null, silos[1].KeyPair("admin"));

        var user = (await admin.SendAsync("POST", Review, "{}")).Json["status"]!["userInfo"]!;

        ((string)user["username"]!).ShouldBe("krewe-admin");
        user["groups"]!.AsArray().Select(group => (string)group!).ShouldBe(["system:masters", "system:authenticated"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Nobody_but_a_silo_says_in_headers_who_is_asking(int asked)
    {
        var silos = await _silos.StartAsync(2);
        using var nobody = silos[asked].Api(null, null);
        using var nodeCertificate = await CredentialTests.JoinAsync(nobody, silos[0].DataDirectory, "pretender");
        using var node = silos[asked].Api(null, nodeCertificate);

        (await ClaimAsync(nobody)).ShouldBe(HttpStatusCode.Unauthorized);
        (await ClaimAsync(node)).ShouldBe(HttpStatusCode.Forbidden, "it stays the node that its certificate proves");
        using var forger = silos[asked].Api(null, ForgedSilo());
        (await ClaimAsync(forger)).ShouldBe(HttpStatusCode.Unauthorized);

        static async Task<HttpStatusCode> ClaimAsync(ApiClient client)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, ConfigMaps);
            request.Headers.Add("X-Remote-User", "krewe-admin");
            request.Headers.Add("X-Remote-Group", "system:masters");
            request.Headers.Add("X-Krewe-Forwarded", "1");
            using var response = await client.SendAsync(request);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task A_silos_own_certificate_alone_is_no_right_to_anything()
    {
        var silos = await _silos.StartAsync(1);
        using var silo = silos[0].Api(null, silos[0].KeyPair("silo"));

        (await silo.SendAsync("GET", ConfigMaps)).Code.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_watch_of_a_standby_sees_what_is_written_to_the_active_silo()
    {
        var silos = await _silos.StartAsync(2);
        using var active = silos[0].Api();
        using var standby = silos[1].Api();
        using var watch = await standby.WatchAsync(ConfigMaps + "?watch=1&resourceVersion=0&fieldSelector=metadata.name%3Done");

        await active.SendAsync("POST", ConfigMaps, """{"metadata":{"name":"one"}}""");
        (await watch.NextChangesAsync(1)).ShouldBe(["ADDED one"]);
        await active.SendAsync("DELETE", ConfigMaps + "/one");
        (await watch.NextChangesAsync(1)).ShouldBe(["DELETED one"]);
    }

    [Fact]
    public async Task An_agent_joins_and_is_in_session_by_way_of_a_standby()
    {
        var silos = await _silos.StartAsync(2);
        using var nobody = silos[1].Api(null, null);
        using var certificate = await CredentialTests.JoinAsync(nobody, silos[1].DataDirectory, "behind");
        await using var agent = await FakeAgent.ConnectAsync(silos[1].Address, certificate);

        await agent.SendAsync(FakeAgent.Hello("behind"));
        (await agent.ReceiveAsync<Welcome>()).Version.ShouldBe(1);
        await agent.SendAsync(new AgentHeartbeat { Sequence = 7 });
        (await agent.ReceiveAsync<ReportTaken>()).Sequence.ShouldBe(7);
        using var active = silos[0].Api();
        (await active.SendAsync("GET", "/api/v1/nodes/behind")).Code.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_WebSocket_over_HTTP_2_becomes_one_to_the_active_silo_too()
    {
        var silos = await _silos.StartAsync(2);
        using var nobody = silos[1].Api(null, null);
        using var certificate = await CredentialTests.JoinAsync(nobody, silos[1].DataDirectory, "modern");
        using var invoker = SharedSilos.RunningSilo.Invoker(certificate);
        using var socket = new ClientWebSocket { Options = { HttpVersion = HttpVersion.Version20, HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact } };

        await socket.ConnectAsync(new UriBuilder(silos[1].Address) { Scheme = "wss", Path = AgentProtocol.SessionPath }.Uri, invoker, CancellationToken.None);
        await socket.SendAsync("{"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);

        (await socket.ReceiveAsync(new byte[1024], CancellationToken.None)).CloseStatus.ShouldBe(WebSocketCloseStatus.InvalidPayloadData);
    }

    [Fact]
    public async Task A_command_runs_over_a_WebSocket_and_over_SPDY_by_way_of_a_standby()
    {
        var silos = await _silos.StartAsync(2);
        using var nobody = silos[1].Api(null, null);
        using var certificate = await CredentialTests.JoinAsync(nobody, silos[1].DataDirectory, "behind");
        await using var bench = await StreamBench.StartAsync(
            silos[1].DataDirectory, silos[1].Address, silos[1].Api(), await FakeAgent.ConnectAsync(silos[1].Address, certificate), "behind");

        // An agent that is silent for seconds has to begin anew.
        await bench.Agent.SendAsync(new AgentHeartbeat { Sequence = 2 });
        var dialling = bench.DialAsync("/exec?command=cat&stdin=true&stdout=true", "v5.channel.k8s.io");
        var (_, first) = await bench.AnswerAsync([.. CommandChannels.All]);
        await using (first)
        {
            using var client = await dialling;
            client.SubProtocol.ShouldBe("v5.channel.k8s.io");
            await client.SendAsync("\0typed"u8.ToArray(), WebSocketMessageType.Binary, true, CancellationToken.None);
            (await first.HearAsync(CommandChannels.Stdin)).ShouldBe("typed");
            client.Abort();
            await first.Running.WaitAsync(StreamBench.Patience);
        }

        await bench.Agent.SendAsync(new AgentHeartbeat { Sequence = 3 });
        var upgrading = bench.UpgradeAsync("POST", "/exec?command=cat&stdin=true&stdout=true", "v4.channel.k8s.io");
        var (_, second) = await bench.AnswerAsync([.. CommandChannels.All]);
        await using var end = second;
        var (stream, head) = await upgrading;
        head.ShouldStartWith("HTTP/1.1 101 ");
        head.ShouldContain("v4.channel.k8s.io");
        await using var spdy = new SpdyClient(stream);
        var error = await spdy.OpenAsync("error");
        var stdin = await spdy.OpenAsync("stdin");
        var stdout = await spdy.OpenAsync("stdout");
        await spdy.SendAsync(stdin, "typed"u8.ToArray());
        (await second.HearAsync(CommandChannels.Stdin)).ShouldBe("typed");
        await second.SayAsync(CommandChannels.Stdout, "shown");
        await second.FinishAsync(new CommandOutcome { ExitCode = 0 });
        (await spdy.TextAsync(stdout)).ShouldBe("shown");
        (await spdy.TextAsync(error)).ShouldBe("""{"metadata":{},"status":"Success"}""");
    }

    [Fact]
    public async Task When_the_active_silo_stops_another_takes_over_with_all_that_was_acknowledged()
    {
        var silos = await _silos.StartAsync(3);
        using var third = silos[2].Api();
        await third.SendAsync("POST", ConfigMaps, """{"metadata":{"name":"kept"}}""");
        using var watch = await third.WatchAsync(ConfigMaps + "?watch=1&resourceVersion=0");
        await watch.NextChangesAsync(1);

        await silos[0].StopAsync();

        (await third.SendAsync("GET", ConfigMaps + "/kept")).Code.ShouldBe(HttpStatusCode.OK, "the request waits for the next active silo");
        (await third.SendAsync("POST", ConfigMaps, """{"metadata":{"name":"next"}}""")).Code.ShouldBe(HttpStatusCode.Created);
        (await _silos.Store.ReadLeaseAsync(CancellationToken.None)).Epoch.ShouldBe(2);
        _silos.Errors.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_request_that_comes_while_no_silo_is_active_waits_for_one()
    {
        var dead = new LeaseHolder("dead", new Uri("https://127.0.0.1:1"));
        await _silos.Store.AcquireAsync(dead, TimeSpan.FromSeconds(1), CancellationToken.None);
        var silo = await _silos.StartOneAsync();
        using var api = silo.Api();

        var made = await api.SendAsync("POST", ConfigMaps, """{"metadata":{"name":"patient"}}""");

        made.Code.ShouldBe(HttpStatusCode.Created);
        (await _silos.Store.ReadLeaseAsync(CancellationToken.None)).Epoch.ShouldBe(2);
    }

    [Fact]
    public async Task A_silo_that_has_lost_the_lease_writes_nothing_and_steps_down()
    {
        var silos = await _silos.StartAsync(1);
        using var api = silos[0].Api();
        await api.SendAsync("POST", ConfigMaps, """{"metadata":{"name":"before"}}""");
        await _silos.Store.ReleaseAsync(1, CancellationToken.None);
        await _silos.Store.AcquireAsync(new LeaseHolder("other", new Uri("https://127.0.0.1:1")), TimeSpan.FromHours(1), CancellationToken.None);

        (await api.SendAsync("POST", ConfigMaps, """{"metadata":{"name":"late"}}""")).Code.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await silos[0].UntilAsync(role => role is SiloRole.StandingBy { Epoch: 2 });

        await using var log = _silos.Store.OpenLog(2);
        (await log.LoadAsync("configmaps", CancellationToken.None)).Objects.Select(stored => stored.Key)
            .Where(key => !key.EndsWith("/kube-root-ca.crt", StringComparison.Ordinal)).ShouldBe(["default/before"]);
    }

    [Fact]
    public async Task A_standby_is_alive_and_ready_and_says_who_is_active()
    {
        var silos = await _silos.StartAsync(2);
        using var standby = silos[1].Api(null, null);
        (await standby.SendAsync("GET", "/livez")).Text.ShouldBe("ok");
        (await standby.SendAsync("GET", "/readyz")).Text.ShouldBe("ok");
        (await standby.SendAsync("GET", "/readyz?verbose")).Text.ShouldBe($"[+]standby ok: {silos[0].Address} is active\n");
        (await standby.SendAsync("GET", "/version")).Code.ShouldBe(HttpStatusCode.OK);
    }

    private static X509Certificate2 ForgedSilo()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("O=krewe:silos, CN=krewe-silo", key, HashAlgorithmName.SHA256);
        return CredentialTests.WithKey(request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero)));
    }
}
