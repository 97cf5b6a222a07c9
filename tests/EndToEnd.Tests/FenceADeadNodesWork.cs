using Krewe.EndToEnd.Tests.Cluster;

namespace Krewe.EndToEnd.Tests;

/// <summary>
/// Keep a dead one and its successor from working on the same data: a pod's name is an identity, and no two pods of it run on nodes that
/// the control plane can reach. The second node runs pods as processes, so that the machine itself tells what runs.
/// </summary>
public sealed class FenceADeadNodesWork(HelloCluster hello) : IClassFixture<HelloCluster>, IAsyncLifetime
{
    private readonly CancellationTokenSource _patience = Patience.Of(TimeSpan.FromMinutes(3));
    private SecondAgent _second = null!;
    private Kubectl _kubectl = null!;

    public async Task InitializeAsync()
    {
        _kubectl = hello.Cluster.Kubectl();
        _second = await SecondAgent.StartAsync(hello.Cluster, "second", "process");
        await _kubectl.MustAsync("wait --for=create node/second --timeout=300s", _patience.Token);
        await _kubectl.MustAsync("wait --for=condition=Ready node/second --timeout=300s", _patience.Token);
    }

    public async Task DisposeAsync()
    {
        await _kubectl.RunAsync("delete pod only-one --force --grace-period=0 --ignore-not-found --timeout=300s", CancellationToken.None);
        await _second.DisposeAsync();
        await _kubectl.RunAsync("delete node second", CancellationToken.None);
        _patience.Dispose();
    }

    [Fact]
    public async Task A_silent_node_that_comes_back_ends_what_was_replaced_meanwhile()
    {
        await RunAsync("second", "1000001");
        await _second.PauseAsync();
        await _kubectl.MustAsync("wait --for=condition=Ready=unknown node/second --timeout=300s", _patience.Token);
        await _kubectl.MustAsync("delete pod only-one --force --grace-period=0", _patience.Token);
        await RunAsync(hello.Cluster.Node, "1000002");
        Processes("1000001").ShouldBe(1, "nobody can reach it");

        await _second.ResumeAsync();
        while (Processes("1000001") > 0)
            _patience.Token.ThrowIfCancellationRequested();
        await _kubectl.MustAsync("wait --for=condition=Ready node/second --timeout=300s", _patience.Token);
        Processes("1000002").ShouldBe(1);
        (await _kubectl.MustAsync("get pod only-one -o jsonpath={.spec.nodeName}:{.status.phase}:{.status.containerStatuses[0].restartCount}", _patience.Token))
            .ShouldBe($"{hello.Cluster.Node}:Running:0");
    }

    [Fact]
    public async Task Forced_off_a_node_that_is_heard_nothing_of_it_runs_when_its_name_is_free()
    {
        await RunAsync("second", "1000003", stubborn: true);
        await _kubectl.MustAsync("delete pod only-one --force --grace-period=0", _patience.Token);
        Processes("1000003").ShouldBe(0);
        await RunAsync(hello.Cluster.Node, "1000004");
    }

    [Fact]
    public async Task A_pod_that_says_so_does_not_run_without_the_control_plane()
    {
        await RunAsync("second", "1000005", annotation: "krewe.dev/stop-when-cut-off-after: 5s");
        await hello.Cluster.KillAsync("silo-host");
        while (Processes("1000005") > 0)
            _patience.Token.ThrowIfCancellationRequested();

        await hello.Cluster.UpAsync("--no-hello");
        while (Processes("1000005") == 0)
            _patience.Token.ThrowIfCancellationRequested();
        await _kubectl.MustAsync("wait --for=condition=Ready pod/only-one --timeout=300s", _patience.Token);
    }

    [Fact]
    public async Task A_limit_that_is_none_is_refused()
    {
        var refused = await _kubectl.RunAsync("apply -f -", _patience.Token, Manifest("second", "1", false, "krewe.dev/stop-when-cut-off-after: soon"));
        refused.ExitCode.ShouldNotBe(0);
        refused.All.ShouldContain("metadata.annotations[krewe.dev/stop-when-cut-off-after]: Invalid value: \"soon\"");
    }

    private async Task RunAsync(string node, string seconds, bool stubborn = false, string? annotation = null)
    {
        var applied = await _kubectl.RunAsync("apply -f -", _patience.Token, Manifest(node, seconds, stubborn, annotation));
        applied.ExitCode.ShouldBe(0, applied.All);
        await _kubectl.MustAsync("wait --for=condition=Ready pod/only-one --timeout=300s", _patience.Token);
        // A container that runs has a shell at first, which becomes the sleep.
        while (Processes(seconds) == 0)
            _patience.Token.ThrowIfCancellationRequested();
        Processes(seconds).ShouldBe(1);
    }

    private static string Manifest(string node, string seconds, bool stubborn, string? annotation) => $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: only-one
          annotations: { {{annotation ?? ""}} }
        spec:
          nodeSelector: { kubernetes.io/hostname: {{node}} }
          terminationGracePeriodSeconds: 60
          containers:
            - name: main
              image: krewe/hello:1
              command: ["/bin/busybox", "sh", "-c", "{{(stubborn ? "trap '' TERM; " : "")}}exec /bin/busybox sleep {{seconds}}"]
        """;

    /// <summary>How many processes of this machine, in containers or not, sleep for so long.</summary>
    private static int Processes(string seconds) => Directory.EnumerateDirectories("/proc").Count(process =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")) == $"/bin/busybox\0sleep\0{seconds}\0";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // It is none, or has ended.
        }
    });
}
