using System.Text;
using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;
using Krewe.NodeAgent.Logs;
using Krewe.NodeAgent.Tests.Support;
using Krewe.Protocol;
using static Krewe.NodeAgent.Tests.Support.Assignments;

namespace Krewe.NodeAgent.Tests.Docker;

[Collection(DockerCollection.Name)]
public sealed class DockerFeatureTests(DockerEngineFixture engine) : IAsyncLifetime
{
    private readonly ScratchDirectory _data = new();
    private PodBench _bench = null!;

    public async Task InitializeAsync() => _bench = await new PodBench(engine.Runtime(), _data).Start();

    public async Task DisposeAsync()
    {
        await _bench.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Containers_are_given_their_environment_volumes_and_limits()
    {
        var script = """
            echo "$GREETING $POD_NAME $(cat /config/color) $(cat /secret/pin) $(cat /down/labels) $(hostname)"
            echo shared >/scratch/file; echo last words >/dev/termination-log
            """;
        var pod = Once("all", Shell("main", script) with
        {
            Args = ["unused"],
            Env =
            [
                new EnvVar { Name = "GREETING", Value = "hello" },
                new EnvVar { Name = "POD_NAME", ValueFrom = new() { FieldRef = new() { FieldPath = "metadata.name" } } },
            ],
            VolumeMounts = [Mount("config"), Mount("secret"), Mount("down"), Mount("scratch")],
            Resources = new() { Limits = new Dictionary<string, Quantity> { ["memory"] = Quantity.Parse("64Mi"), ["cpu"] = Quantity.OfMilli(500) } },
        });
        pod = pod with
        {
            Pod = pod.Pod with
            {
                Metadata = pod.Pod.Metadata with { Labels = new Dictionary<string, string> { ["app"] = "web" } },
                Spec = pod.Pod.Spec with
                {
                    Volumes =
                    [
                        new Volume { Name = "config", ConfigMap = new() { Name = "settings" } },
                        new Volume { Name = "secret", Secret = new() { SecretName = "keys", DefaultMode = 0b100_000_000 } },
                        new Volume { Name = "down", DownwardAPI = new() { Items = [new DownwardAPIVolumeFile { Path = "labels", FieldRef = new() { FieldPath = "metadata.labels" } }] } },
                        new Volume { Name = "scratch", EmptyDir = new() { Medium = "Memory" } },
                    ],
                },
            },
            ConfigMaps = [new ConfigMap { Metadata = new ObjectMeta { Name = "settings" }, Data = new Dictionary<string, string> { ["color"] = "blue" } }],
            Secrets = [new Secret { Metadata = new ObjectMeta { Name = "keys" }, Data = new Dictionary<string, ReadOnlyMemory<byte>> { ["pin"] = Encoding.UTF8.GetBytes("1234") } }],
        };
        await _bench.Run(pod);
        var status = await _bench.Reporter.WaitFor(pod.Uid(), s => s.Phase == PodPhase.Succeeded && s.ContainerStatuses[0].State.Terminated!.Message is not null);

        (await Log(status, new LogQuery())).ShouldBe("hello all blue 1234 app=\"web\" all\n");
        status.ContainerStatuses[0].State.Terminated!.Message.ShouldBe("last words\n");
        status.ContainerStatuses[0].State.Terminated!.Reason.ShouldBe("Completed");

        var memory = Path.Combine("/dev/shm/krewe", pod.Uid());
        Directory.Exists(memory).ShouldBeTrue();
        await _bench.Run(pod.Deleted());
        await _bench.Reporter.WaitUntilGone(pod.Uid());
        Directory.Exists(memory).ShouldBeFalse();
    }

    [Fact]
    public async Task A_config_map_that_changes_shows_in_its_volume()
    {
        var pod = Pod("watching", Shell("main", "trap 'exit 0' TERM; while [ \"$(cat /config/color)\" = blue ]; do sleep 0.1; done; echo turned $(cat /config/color); while true; do sleep 1 & wait $!; done") with { VolumeMounts = [Mount("config")] });
        pod = WithColor(pod, "blue") with { Pod = pod.Pod with { Spec = pod.Pod.Spec with { Volumes = [new Volume { Name = "config", ConfigMap = new() { Name = "settings" } }] } } };
        await _bench.Run(pod);
        var status = await _bench.Reporter.WaitFor(pod.Uid(), s => s.Phase == PodPhase.Running);
        await _bench.Run(WithColor(pod, "green"));
        (await FollowUntil(status, "turned green\n")).ShouldContain("turned green\n");
        _bench.Reporter.Latest(pod.Uid())!.Status.ContainerStatuses[0].RestartCount.ShouldBe(0);
    }

    [Fact]
    public async Task Init_containers_run_first_and_share_volumes()
    {
        var pod = Once("staged", Shell("main", "cat /work/made") with { VolumeMounts = [Mount("work")] });
        pod = pod with
        {
            Pod = pod.Pod with
            {
                Spec = pod.Pod.Spec with
                {
                    Volumes = [new Volume { Name = "work", EmptyDir = new() }],
                    InitContainers = [Shell("init", "echo by init >/work/made") with { VolumeMounts = [Mount("work")] }],
                },
            },
        };
        await _bench.Run(pod);
        var status = await _bench.Reporter.WaitFor(pod.Uid(), s => s.Phase == PodPhase.Succeeded);
        (await Log(status, new LogQuery())).ShouldBe("by init\n");
        status.InitContainerStatuses[0].State.Terminated!.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_subPath_is_mounted_by_what_it_is_and_nothing_of_it_stays_on_the_machine()
    {
        var script = "echo $(cat /part/made) $(cat /whole/deep/part/made); echo more >/part/more; cat /whole/deep/part/more";
        var pod = Once("part", Shell("main", script) with { VolumeMounts = [Mount("whole"), Mount("whole") with { MountPath = "/part", SubPath = "deep/part" }] });
        pod = pod with
        {
            Pod = pod.Pod with
            {
                Spec = pod.Pod.Spec with
                {
                    Volumes = [new Volume { Name = "whole", EmptyDir = new() }],
                    InitContainers = [Shell("init", "mkdir -p /whole/deep/part && echo by init >/whole/deep/part/made") with { VolumeMounts = [Mount("whole")] }],
                },
            },
        };
        _bench.Runtime.SeesMounts.ShouldBe(System.Environment.IsPrivilegedProcess);
        await _bench.Run(pod);
        var status = await _bench.Reporter.WaitFor(pod.Uid(), s => s.Phase == PodPhase.Succeeded || s.Phase == PodPhase.Failed);
        (await Log(status, new LogQuery())).ShouldBe("by init by init\nmore\n");
        (await File.ReadAllTextAsync("/proc/self/mountinfo")).ShouldNotContain(pod.Uid());
    }

    [Fact]
    public async Task Probes_make_ready_and_restart()
    {
        var exec = new Probe { Exec = new() { Command = ["test", "-e", "/tmp/ready"] }, PeriodSeconds = 1 };
        var pod = Pod("probed", Shell("main", "touch /tmp/ready; trap 'exit 0' TERM; httpd -f -p 8080 -h /tmp & while true; do sleep 1 & wait $!; done") with
        {
            Ports = [new ContainerPort { Name = "http", Port = 8080 }],
            StartupProbe = new Probe { TcpSocket = new() { Port = "http" }, PeriodSeconds = 1, FailureThreshold = 20 },
            LivenessProbe = exec with { FailureThreshold = 1 },
            ReadinessProbe = new Probe { HttpGet = new() { Path = "/ready", Port = "http" }, PeriodSeconds = 1 },
        });
        await _bench.Run(pod);
        var ready = await _bench.Reporter.WaitFor(pod.Uid(), s => s.ContainerStatuses[0] is { Ready: true, Started: true });
        ready.Conditions.Single(c => c.Type == PodConditionType.Ready).Status.ShouldBe(ConditionStatus.True);

        await _bench.Runtime.Exec(IdOf(ready), ["/bin/sh", "-c", "rm -f /tmp/ready"], CancellationToken.None);
        await _bench.Reporter.WaitFor(pod.Uid(), s => s.ContainerStatuses[0] is { RestartCount: 1, Ready: true });
        _bench.Reporter.Events.ShouldContain(e => e.Reason == "Unhealthy" && e.Warning);
        _bench.Reporter.Events.ShouldContain(e => e.Reason == "Killing" && e.Message == "Container main failed liveness probe, will be restarted");
    }

    [Fact]
    public async Task Hooks_run_and_a_failing_postStart_ends_the_container()
    {
        var pod = Pod("hooked", Server("main") with { Lifecycle = new() { PostStart = new() { Exec = new() { Command = ["/bin/sh", "-c", "echo no; exit 1"] } } } });
        await _bench.Run(pod);
        await _bench.Reporter.WaitForEvent("FailedPostStartHook");
        await _bench.Reporter.WaitFor(pod.Uid(), s => s.ContainerStatuses[0].RestartCount >= 1);

        var flag = Path.Combine(_data, "flags");
        var graceful = Pod("graceful", Server("main") with
        {
            VolumeMounts = [Mount("flags")],
            Lifecycle = new() { PreStop = new() { Exec = new() { Command = ["touch", "/flags/stopped"] } } },
        });
        graceful = graceful with { Pod = graceful.Pod with { Spec = graceful.Pod.Spec with { Volumes = [new Volume { Name = "flags", HostPath = new() { Path = flag } }] } } };
        await _bench.Run(graceful);
        await _bench.Reporter.WaitFor(graceful.Uid(), s => s.Phase == PodPhase.Running);
        await _bench.Run(graceful.Deleted(graceSeconds: 5));
        await _bench.Reporter.WaitUntilGone(graceful.Uid());
        File.Exists(Path.Combine(flag, "stopped")).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_missing_is_named_and_used_once_it_is_there()
    {
        var pod = Pod("waiting", Server("main") with { Env = [new EnvVar { Name = "X", ValueFrom = new() { ConfigMapKeyRef = new() { Name = "settings", Key = "color" } } }] });
        await _bench.Run(pod);
        var waiting = await _bench.Reporter.WaitFor(pod.Uid(), s => s.ContainerStatuses[0].State.Waiting?.Reason == "CreateContainerConfigError");
        waiting.ContainerStatuses[0].State.Waiting!.Message.ShouldBe("configmap \"settings\" not found");
        await _bench.Run(WithColor(pod, "blue"));
        await _bench.Reporter.WaitFor(pod.Uid(), s => s.Phase == PodPhase.Running);
    }

    [Fact]
    public async Task Images_that_cannot_be_had_and_programs_that_do_not_exist()
    {
        var never = Pod("never", Shell("main", "true", image: "krewe-test/absent:1") with { ImagePullPolicy = ImagePullPolicy.Never });
        var broken = Pod("broken", Shell("main", "true", image: "Not A Name"));
        var missing = Pod("missing", Shell("main", "true") with { Command = ["/no/such/program"] });
        await _bench.Run(never, broken, missing);
        (await _bench.Reporter.WaitFor(never.Uid(), s => s.ContainerStatuses[0].State.Waiting?.Reason == "ErrImageNeverPull"))
            .ContainerStatuses[0].State.Waiting!.Message.ShouldBe("Container image \"krewe-test/absent:1\" is not present with pull policy of Never");
        await _bench.Reporter.WaitFor(broken.Uid(), s => s.ContainerStatuses[0].State.Waiting?.Reason == "InvalidImageName");
        var looping = await _bench.Reporter.WaitFor(missing.Uid(), s => s.ContainerStatuses[0].State.Waiting?.Reason == "CrashLoopBackOff");
        looping.ContainerStatuses[0].LastState.Terminated!.Reason.ShouldBe("StartError");
        looping.ContainerStatuses[0].LastState.Terminated!.Message!.ShouldContain("no such file or directory");
        await _bench.Reporter.WaitForEvent("BackOff");
    }

    [Fact]
    public async Task Logs_by_tail_time_previous_and_follow()
    {
        var pod = Pod("talking", Shell("main", "for i in 1 2 3 4 5; do echo line $i; done; trap 'exit 0' TERM; while true; do sleep 1 & wait $!; done"));
        await _bench.Run(pod);
        var status = await _bench.Reporter.WaitFor(pod.Uid(), s => s.Phase == PodPhase.Running);
        (await FollowUntil(status, "line 5\n")).ShouldBe("line 1\nline 2\nline 3\nline 4\nline 5\n");
        (await Log(status, new LogQuery { TailLines = 2 })).ShouldBe("line 4\nline 5\n");
        (await Log(status, new LogQuery { TailLines = 1, Timestamps = true })).ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z line 5\n$");
        (await Log(status, new LogQuery { Since = TimeProvider.System.GetUtcNow().AddMinutes(1) })).ShouldBe("");

        await engine.Client.KillContainer(IdOf(status), CancellationToken.None);
        await _bench.Reporter.WaitFor(pod.Uid(), s => s.ContainerStatuses[0] is { RestartCount: 1, State.Running: not null });
        var logs = new LogServer(_bench.Roster, _bench.Runtime);
        var previous = await logs.Find(new PodReference(InNamespace, "talking", pod.Uid()), new() { Container = "main", Previous = true }, CancellationToken.None);
        previous.ShouldBe(new LogSource.Instance(IdOf(status)));
    }

    [Fact]
    public async Task A_lost_sandbox_is_replaced_with_everything_in_it()
    {
        var pod = Pod("homeless", Server("main"));
        await _bench.Run(pod);
        var before = await _bench.Reporter.WaitFor(pod.Uid(), s => s.Phase == PodPhase.Running);
        var label = Krewe.NodeAgent.Runtimes.Docker.DockerLabels.Filter("").TrimEnd('=');
        foreach (var listed in await engine.Client.ListContainers(label, CancellationToken.None))
            if (await engine.Client.InspectContainer(listed.Id, CancellationToken.None) is { } sandbox
                && Krewe.NodeAgent.Runtimes.Docker.DockerLabels.Read(sandbox.Config.Labels) is { Container: null } labels && labels.Pod.Uid == pod.Uid())
                await engine.Client.KillContainer(listed.Id, CancellationToken.None);
        var after = await _bench.Reporter.WaitFor(pod.Uid(), s => s.ContainerStatuses[0] is { RestartCount: 1, State.Running: not null });
        IdOf(after).ShouldNotBe(IdOf(before));
        _bench.Reporter.Events.ShouldContain(e => e.Reason == "SandboxChanged");
    }

    private static PodAssignment WithColor(PodAssignment pod, string color) => pod with
    {
        ConfigMaps = [new ConfigMap { Metadata = new ObjectMeta { Name = "settings" }, Data = new Dictionary<string, string> { ["color"] = color } }],
    };

    private static PodAssignment Once(string name, Container container) =>
        Pod(name, new PodSpec { Containers = [container], RestartPolicy = RestartPolicy.Never, TerminationGracePeriodSeconds = 1 });

    private static VolumeMount Mount(string name) => new() { Name = name, MountPath = "/" + name };

    private static string IdOf(PodStatus status) => status.ContainerStatuses[0].ContainerID!["docker://".Length..];

    private async Task<string> Log(PodStatus status, LogQuery query)
    {
        var text = new StringBuilder();
        await _bench.Runtime.ReadLogs(IdOf(status), query, (piece, _) =>
        {
            text.Append(Encoding.UTF8.GetString(piece.Span));
            return ValueTask.CompletedTask;
        }, CancellationToken.None);
        return text.ToString();
    }

    private async Task<string> FollowUntil(PodStatus status, string expected)
    {
        var text = new StringBuilder();
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await _bench.Runtime.ReadLogs(IdOf(status), new LogQuery { Follow = true }, async (piece, _) =>
            {
                text.Append(Encoding.UTF8.GetString(piece.Span));
                if (text.ToString().Contains(expected, StringComparison.Ordinal))
                    await enough.CancelAsync();
            }, enough.Token);
        }
        catch (OperationCanceledException)
        {
        }
        return text.ToString();
    }
}
