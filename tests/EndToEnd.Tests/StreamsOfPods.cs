using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Krewe.EndToEnd.Tests.Cluster;

namespace Krewe.EndToEnd.Tests;

/// <summary>Commands in containers, containers' own terminals, copies of files and pods' ports, by kubectls that speak different protocols.</summary>
public sealed class StreamsOfPods(HelloCluster hello) : IClassFixture<HelloCluster>
{
    private static readonly string[] Versions = ["1.20", "1.29", "1.33"];

    public static TheoryData<string> Kubectls => [.. Versions];

    [Theory]
    [MemberData(nameof(Kubectls))]
    public async Task Commands_run_in_containers(string version)
    {
        using var patience = Patience.Of(TimeSpan.FromMinutes(2));
        var token = patience.Token;
        var kubectl = hello.Cluster.Kubectl(version);
        var pod = await BoxAsync(kubectl, "box-" + version.Replace('.', '-'), token);

        (await kubectl.MustAsync($"exec {pod} -- echo hello", token)).ShouldBe("hello\n");
        var failed = await kubectl.RunAsync([.. "exec".Split(' '), pod, "--", "sh", "-c", "echo out; echo err >&2; exit 7"], token);
        failed.ExitCode.ShouldBe(7, failed.All);
        failed.Output.ShouldBe("out\n");
        failed.Errors.ShouldContain("err\n");
        failed.Errors.ShouldContain("command terminated with exit code 7");

        var input = string.Concat(Enumerable.Range(0, 100_000).Select(i => i.ToString(CultureInfo.InvariantCulture) + "\n"));
        (await kubectl.RunAsync($"exec -i {pod} -- cat", token, input)).Output.ShouldBe(input);
        (await kubectl.RunAsync([.. $"exec {pod} -c nobody -- true".Split(' ')], token)).Errors.ShouldContain("container nobody is not valid for pod " + pod);
        var both = await kubectl.RunAsync($"exec {pod} -- cat /proc/no-such-file", token);
        both.ExitCode.ShouldBe(1, both.All);

        await using var terminal = kubectl.StartInTerminal($"exec -it {pod} -- sh", rows: 31, columns: 101);
        // The size follows on the start of the shell.
        await terminal.TypeAsync("until stty size | grep -q '31 101'; do sleep 0.1; done; tty; stty size; echo $((6*7))", token);
        await terminal.UntilAsync(@"/dev/pts/\d+\s+31 101\s+42", token);
        await terminal.TypeAsync("exit 3", token);
        (await terminal.ExitAsync(token)).ShouldBe(3, terminal.Printed);
    }

    [Theory]
    [MemberData(nameof(Kubectls))]
    public async Task Files_are_copied_both_ways(string version)
    {
        using var patience = Patience.Of(TimeSpan.FromMinutes(2));
        var token = patience.Token;
        var kubectl = hello.Cluster.Kubectl(version);
        var pod = await BoxAsync(kubectl, "copies-" + version.Replace('.', '-'), token);
        var folder = Directory.CreateTempSubdirectory("krewe-copies-");
        try
        {
            var bytes = RandomNumberGenerator.GetBytes(3_000_000);
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "there"), bytes, token);
            await kubectl.MustAsync($"cp {folder.FullName}/there {pod}:/tmp/there", token);
            await kubectl.MustAsync($"cp {pod}:/tmp/there {folder.FullName}/back", token);
            (await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "back"), token)).ShouldBe(bytes);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Kubectls))]
    public async Task A_container_can_be_attached_to(string version)
    {
        using var patience = Patience.Of(TimeSpan.FromMinutes(2));
        var token = patience.Token;
        var kubectl = hello.Cluster.Kubectl(version);
        var pod = await BoxAsync(kubectl, "attach-" + version.Replace('.', '-'), token);
        await using var attached = kubectl.Start($"attach -i {pod}");
        await attached.TypeAsync("first", token);
        await attached.UntilAsync("got first", token);
        await attached.TypeAsync("second", token);
        await attached.UntilAsync("got second", token);
    }

    [Theory]
    [MemberData(nameof(Kubectls))]
    public async Task Ports_are_forwarded(string version)
    {
        using var patience = Patience.Of(TimeSpan.FromMinutes(2));
        var token = patience.Token;
        var kubectl = hello.Cluster.Kubectl(version);
        var pod = await BoxAsync(kubectl, "ports-" + version.Replace('.', '-'), token);
        await using var forwarding = kubectl.Start($"port-forward {pod} :9000 :9001");
        var echo = int.Parse((await forwarding.UntilAsync(@"127\.0\.0\.1:(\d+) -> 9000", token)).Groups[1].Value, CultureInfo.InvariantCulture);
        var nobody = int.Parse((await forwarding.UntilAsync(@"127\.0\.0\.1:(\d+) -> 9001", token)).Groups[1].Value, CultureInfo.InvariantCulture);

        // One that is not read holds up nobody but itself.
        using var idle = new TcpClient();
        await idle.ConnectAsync(IPAddress.Loopback, echo, token);
        await idle.GetStream().WriteAsync(new byte[100_000], token);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => EchoAsync(echo, 4_000_000, token)));
        using var refused = new TcpClient();
        await refused.ConnectAsync(IPAddress.Loopback, nobody, token);
        await forwarding.UntilAsync(@"error forwarding port 9001 to pod .*refused", token);
    }

    [Fact]
    public async Task A_pod_is_looked_into_by_a_container_beside_it()
    {
        using var patience = Patience.Of(TimeSpan.FromMinutes(2));
        var token = patience.Token;
        var kubectl = hello.Cluster.Kubectl();
        var pod = await BoxAsync(kubectl, "looked-into", token);

        await using (var debugging = kubectl.StartInTerminal($"debug -it {pod} --image=krewe/hello:1 --target=box -c look -- sh", rows: 31, columns: 101))
        {
            await debugging.TypeAsync("ps | grep '[n]c -ll'; echo seen", token);
            await debugging.UntilAsync(@"nc -ll -p 9000(.|\n)*seen", token);
            await debugging.TypeAsync("exit 5", token);
            await debugging.ExitAsync(token);
        }
        await kubectl.UntilAsync($"get pod {pod} -o jsonpath={{.status.ephemeralContainerStatuses[0].state.terminated.exitCode}}", "^5$", token);
        (await kubectl.MustAsync($"get pod {pod} -o jsonpath={{.status.phase}},{{.status.containerStatuses[0].restartCount}}", token)).ShouldBe("Running,0");

        (await kubectl.MustAsync($"debug {pod} --copy-to=copied --container=box --image=krewe/hello:1 -- /bin/busybox sleep 1000", token)).ShouldNotBeNull();
        await kubectl.MustAsync("wait --for=jsonpath={.status.phase}=Running pod/copied --timeout=300s", token);
        (await kubectl.MustAsync("get pod copied -o jsonpath={.spec.containers[0].command}", token)).ShouldContain("sleep");
    }

    private static async Task EchoAsync(int port, int length, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        var stream = client.GetStream();
        var (sent, received) = (RandomNumberGenerator.GetBytes(length), new byte[length]);
        await Task.WhenAll(stream.WriteAsync(sent, cancellationToken).AsTask(), stream.ReadExactlyAsync(received, cancellationToken).AsTask());
        received.AsSpan().SequenceEqual(sent).ShouldBeTrue();
    }

    /// <summary>A pod with a shell that answers what it reads, and a port that gives back what it is sent.</summary>
    private static async Task<string> BoxAsync(Kubectl kubectl, string name, CancellationToken cancellationToken)
    {
        var made = await kubectl.RunAsync("apply -f -", cancellationToken, $$"""
            apiVersion: v1
            kind: Pod
            metadata: { name: {{name}} }
            spec:
              terminationGracePeriodSeconds: 0
              containers:
                - name: box
                  image: krewe/hello:1
                  stdin: true
                  readinessProbe: { tcpSocket: { port: 9000 }, periodSeconds: 1 }
                  command: ["/bin/busybox", "sh", "-c"]
                  args: ["busybox --install -s /bin; nc -ll -p 9000 -e cat & while true; do while read line; do echo got $line; done; sleep 1; done"]
            """);
        made.ExitCode.ShouldBe(0, made.All);
        await kubectl.MustAsync($"wait --for=condition=Ready pod/{name} --timeout=300s", cancellationToken);
        return name;
    }
}
