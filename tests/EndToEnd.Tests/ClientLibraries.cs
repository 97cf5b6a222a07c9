using Krewe.EndToEnd.Tests.Cluster;

namespace Krewe.EndToEnd.Tests;

/// <summary>Programs that are written with Kubernetes' client libraries, and those that run in pods. The programs are in <c>Clients</c>.</summary>
public sealed class ClientLibraries(HelloCluster hello) : IClassFixture<HelloCluster>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("node/crud.mjs")]
    [InlineData("python/dynamic.py")]
    public async Task Objects_are_made_watched_changed_in_every_way_and_deleted(string program)
    {
        using var patience = Patience.Of(Limit);
        (await ClientProgram.MustAsync(hello.Cluster, program + " default", patience.Token)).ShouldEndWith("done\n");
    }

    [Theory]
    [InlineData("node/streams.mjs")]
    [InlineData("python/streams.py")]
    public async Task Commands_run_in_containers_logs_are_followed_and_ports_forwarded(string program)
    {
        using var patience = Patience.Of(Limit);
        var kubectl = hello.Cluster.Kubectl();
        await kubectl.MustAsync($"apply -f {ClientProgram.File("served.yaml")}", patience.Token);
        await kubectl.MustAsync("wait --for=condition=Ready pod/served --timeout=300s", patience.Token);
        (await ClientProgram.MustAsync(hello.Cluster, program + " default served web 9100", patience.Token)).ShouldEndWith("done\n");
    }

    [Fact]
    public async Task An_informer_goes_on_when_the_server_was_killed_and_sees_each_object_once()
    {
        using var patience = Patience.Of(Limit);
        var token = patience.Token;
        var kubectl = hello.Cluster.Kubectl();
        await using var informer = ClientProgram.Start(hello.Cluster, "node/informer.mjs default");
        await informer.UntilAsync("watching", token);
        await kubectl.MustAsync("create configmap first", token);
        await informer.UntilAsync("added first", token);

        await hello.Cluster.KillAsync("silo-host");
        await hello.Cluster.UpAsync("--no-hello");
        await kubectl.MustAsync("create configmap last", token);
        await informer.UntilAsync("added last", token);
        await kubectl.MustAsync("delete configmap first last", token);
        (await informer.ExitAsync(token)).ShouldBe(0, informer.Printed);
        informer.Printed.ShouldNotContain("listed anew");    }

    [Fact]
    public async Task A_program_in_a_pod_finds_the_API_and_may_do_what_its_account_may()
    {
        using var patience = Patience.Of(Limit);
        var token = patience.Token;
        var kubectl = hello.Cluster.Kubectl();
        await kubectl.MustAsync($"apply -f {ClientProgram.File("inside.yaml")}", token);
        await kubectl.MustAsync("wait --for=condition=Ready pod/inside --timeout=300s", token);
        await kubectl.UntilAsync("logs inside", "END CERTIFICATE", token);
        var told = await kubectl.MustAsync("logs inside", token);
        var authority = Path.Combine(hello.Cluster.Home, "inside.crt");
        await File.WriteAllTextAsync(authority, told[told.IndexOf("-----BEGIN", StringComparison.Ordinal)..], token);
        var inside = $"--kubeconfig=/dev/null --certificate-authority={authority} --server={Word("server")} --token={Word("token")}";

        Word("namespace").ShouldBe("default");
        var who = await kubectl.MustAsync($"{inside} auth whoami", token);
        who.ShouldContain("system:serviceaccount:default:default");
        who.ShouldMatch(@"authentication.kubernetes.io/pod-name\s+\[inside\]");
        (await kubectl.RunAsync($"{inside} get pods -n default", token)).All.ShouldContain(
            "pods is forbidden: User \"system:serviceaccount:default:default\" cannot list resource \"pods\" in API group \"\" in the namespace \"default\"");

        await kubectl.MustAsync("create rolebinding inside --clusterrole=view --serviceaccount=default:default", token);
        await kubectl.UntilAsync("auth can-i --list --as=system:serviceaccount:default:default -n default", @"pods\s", token);
        (await kubectl.MustAsync($"{inside} get pods -n default", token)).ShouldContain("inside");

        await kubectl.MustAsync("delete pod inside --now", token);
        (await kubectl.RunAsync($"{inside} get pods -n default", token)).All.ShouldContain("must be logged in");

        string Word(string name) => told.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ')[1];
    }
}
