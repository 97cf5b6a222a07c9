using Krewe.Model.Core;
using Krewe.NodeAgent.Logs;
using Krewe.NodeAgent.Runtimes.Processes;
using Krewe.NodeAgent.Tests.Support;
using Krewe.Protocol;
using Microsoft.Extensions.Logging.Abstractions;
using static Krewe.NodeAgent.Tests.Support.Assignments;

namespace Krewe.NodeAgent.Tests.Processes;

public sealed class ProcessPodTests : IDisposable
{
    private readonly ScratchDirectory _data = new();

    public void Dispose() => _data.Dispose();

    private Task<PodBench> Bench() => new PodBench(
        new ProcessRuntime(Path.Combine(_data, "processes"), TimeProvider.System, NullLogger<ProcessRuntime>.Instance), _data).Start();

    [Fact]
    public async Task A_pod_of_processes_runs_with_its_own_address_and_ends_by_its_signal()
    {
        await using var bench = await Bench();
        var pod = Pod("web", Shell("main", "echo at $POD_IP; trap 'echo bye; exit 3' TERM; while true; do sleep 1 & wait $!; done"));
        await bench.Run(pod);
        var status = await bench.Reporter.WaitFor(pod.Uid(), s => s.Phase == PodPhase.Running);
        status.PodIP!.ShouldStartWith("127.");
        status.ContainerStatuses[0].ContainerID!.ShouldStartWith("process://");
        var id = status.ContainerStatuses[0].ContainerID!["process://".Length..];
        await WaitForLog(bench, id, $"at {status.PodIP}\n");

        await bench.Run(pod.Deleted(graceSeconds: 10));
        await bench.Reporter.WaitUntilGone(pod.Uid());
        bench.Reporter.Latest(pod.Uid())!.Status.ContainerStatuses[0].State.Terminated!.ExitCode.ShouldBe(3);
        Directory.Exists(Path.Combine(_data, "processes", pod.Uid())).ShouldBeFalse();
    }

    [Fact]
    public async Task A_process_that_ignores_its_signal_is_ended_after_the_grace()
    {
        await using var bench = await Bench();
        var pod = Pod("stubborn", Shell("main", "trap '' TERM; while true; do sleep 1; done"));
        await bench.Run(pod);
        await bench.Reporter.WaitFor(pod.Uid(), s => s.Phase == PodPhase.Running);
        await bench.Run(pod.Deleted(graceSeconds: 1));
        await bench.Reporter.WaitUntilGone(pod.Uid());
        bench.Reporter.Latest(pod.Uid())!.Status.ContainerStatuses[0].State.Terminated!.ExitCode.ShouldBe(137);
    }

    [Fact]
    public async Task Processes_outlive_the_agent_and_are_adopted_with_their_exit_code()
    {
        var pod = Pod("lasting", Shell("main", $"echo up; while [ ! -e {_data.Path}/end ]; do sleep 0.05; done; exit 7")) with { };
        pod = pod with { Pod = pod.Pod with { Spec = pod.Pod.Spec with { RestartPolicy = RestartPolicy.Never } } };
        string id;
        await using (var first = await Bench())
        {
            await first.Run(pod);
            id = (await first.Reporter.WaitFor(pod.Uid(), s => s.Phase == PodPhase.Running)).ContainerStatuses[0].ContainerID!;
            await WaitForLog(first, id["process://".Length..], "up\n");
        }

        await using var second = await Bench();
        await second.Run(pod);
        var adopted = await second.Reporter.WaitFor(pod.Uid(), s => s.Phase == PodPhase.Running);
        adopted.ContainerStatuses[0].ContainerID.ShouldBe(id);
        adopted.ContainerStatuses[0].RestartCount.ShouldBe(0);
        second.Reporter.Events.ShouldNotContain(e => e.Reason == "Started");

        await File.WriteAllTextAsync(Path.Combine(_data, "end"), "");
        var ended = await second.Reporter.WaitFor(pod.Uid(), s => s.Phase == PodPhase.Failed);
        ended.ContainerStatuses[0].State.Terminated!.ExitCode.ShouldBe(7);
        await second.Run(pod.Deleted());
        await second.Reporter.WaitUntilGone(pod.Uid());
    }

    [Fact]
    public async Task A_process_is_adopted_although_the_agent_died_before_it_was_written_which_it_is()
    {
        var pod = Once("early", Shell("main", $"echo up; while [ ! -e {_data.Path}/end ]; do sleep 0.05; done; exit 7"));
        string id;
        await using (var first = await Bench())
        {
            await first.Run(pod);
            id = (await first.Reporter.WaitFor(pod.Uid(), s => s.Phase == PodPhase.Running)).ContainerStatuses[0].ContainerID!["process://".Length..];
            await WaitForLog(first, id, "up\n");
        }
        // As it is between the start of the shim and its first line.
        File.Delete(Path.Combine(_data, "processes", pod.Uid(), "main.0", "stat"));

        await using var second = await Bench();
        await second.Run(pod);
        var adopted = await second.Reporter.WaitFor(pod.Uid(), s => s.ContainerStatuses.Count > 0);
        (adopted.Phase, adopted.ContainerStatuses[0].RestartCount).ShouldBe((PodPhase.Running, 0));
        await File.WriteAllTextAsync(Path.Combine(_data, "end"), "");
        var ended = await second.Reporter.WaitFor(pod.Uid(), s => s.Phase == PodPhase.Failed);
        ended.ContainerStatuses[0].State.Terminated!.ExitCode.ShouldBe(7);
        await second.Run(pod.Deleted());
        await second.Reporter.WaitUntilGone(pod.Uid());
    }

    [Fact]
    public async Task A_command_that_does_not_exist_is_a_start_error()
    {
        await using var bench = await Bench();
        var pod = Pod("nothing", new Container { Name = "main", Image = "none", Command = ["krewe-no-such-program"] });
        await bench.Run(pod);
        var status = await bench.Reporter.WaitFor(pod.Uid(), s => s.ContainerStatuses[0].LastState.Terminated is not null || s.ContainerStatuses[0].State.Terminated is not null);
        var terminated = status.ContainerStatuses[0].State.Terminated ?? status.ContainerStatuses[0].LastState.Terminated!;
        terminated.Reason.ShouldBe("StartError");
        terminated.Message!.ShouldContain("executable file not found");
        await bench.Run(pod.Deleted());
        await bench.Reporter.WaitUntilGone(pod.Uid());
    }

    [Fact]
    public async Task What_a_container_left_running_ends_with_it()
    {
        await using var bench = await Bench();
        var pod = Once("leaving", Shell("main", $"sleep 1000 & echo $! >{_data.Path}/background; exit 4"));
        await bench.Run(pod);
        var ended = await bench.Reporter.WaitFor(pod.Uid(), s => s.Phase == PodPhase.Failed);
        ended.ContainerStatuses[0].State.Terminated!.ExitCode.ShouldBe(4);
        var pid = int.Parse(await File.ReadAllTextAsync(Path.Combine(_data, "background")), System.Globalization.CultureInfo.InvariantCulture);
        (ProcessIdentity.Of(pid) is { IsAlive: true }).ShouldBeFalse();
        await bench.Run(pod.Deleted());
        await bench.Reporter.WaitUntilGone(pod.Uid());
    }

    [Fact]
    public async Task A_command_in_a_container_runs_as_its_user_where_it_does_and_is_found_in_its_path()
    {
        await using var bench = await Bench();
        var privileged = System.Environment.IsPrivilegedProcess;
        var tools = Directory.CreateDirectory(Path.Combine(_data, "tools")).FullName;
        var tool = Path.Combine(tools, "krewe-test-tool");
        await File.WriteAllTextAsync(tool, "#!/bin/sh\nid -u; id -g; pwd");
        foreach (var path in new[] { _data.Path, tools, tool })
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        var pod = Pod("someone", Server("main") with
        {
            WorkingDir = "/usr",
            Env = [new EnvVar { Name = "PATH", Value = $"{tools}:/usr/bin:/bin" }],
            SecurityContext = !privileged ? null : new() { RunAsUser = 12345, RunAsGroup = 12346 },
        });
        await bench.Run(pod);
        var status = await bench.Reporter.WaitFor(pod.Uid(), s => s.Phase == PodPhase.Running);
        var result = await bench.Runtime.Exec(status.ContainerStatuses[0].ContainerID!["process://".Length..], ["krewe-test-tool"], CancellationToken.None);
        result.ExitCode.ShouldBe(0);
        result.Output.ShouldEndWith("/usr\n");
        if (privileged)
            result.Output.ShouldBe("12345\n12346\n/usr\n");
        await bench.Run(pod.Deleted());
        await bench.Reporter.WaitUntilGone(pod.Uid());
    }

    private static PodAssignment Once(string name, Container container) =>
        Pod(name, new PodSpec { Containers = [container], RestartPolicy = RestartPolicy.Never, TerminationGracePeriodSeconds = 1 });

    private static async Task WaitForLog(PodBench bench, string id, string expected)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var text = "";
        await Should.NotThrowAsync(async () =>
        {
            try
            {
                await bench.Runtime.ReadLogs(id, new LogQuery { Follow = true }, async (piece, _) =>
                {
                    text += System.Text.Encoding.UTF8.GetString(piece.Span);
                    if (text.Contains(expected, StringComparison.Ordinal))
                        await deadline.CancelAsync();
                }, deadline.Token);
            }
            catch (OperationCanceledException)
            {
            }
        });
        text.ShouldContain(expected);
    }
}
