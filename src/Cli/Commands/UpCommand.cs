using System.CommandLine;
using System.Runtime.InteropServices;
using Krewe.Cli.Docker;
using Krewe.Cli.Local;
using Krewe.Cli.Output;
using Spectre.Console;

namespace Krewe.Cli.Commands;

/// <summary><c>krewe up</c>: a control plane, a gateway and a node agent on this machine, and a first app on them.</summary>
internal sealed class UpCommand(KreweHome home, UpOptions options, IAnsiConsole console, TimeProvider time)
{
    private readonly Steps _steps = new(console, time);
    private readonly LocalCluster _cluster = new(home, time);

    public static Command Create()
    {
        var home = HomeOption.Create();
        var detach = new Option<bool>("--detach", "-d") { Description = "Return when everything runs, instead of staying until Ctrl-C" };
        var listen = new Option<string>("--listen")
        {
            Description = "Address of the API",
            DefaultValueFactory = _ => "127.0.0.1:6443",
        };
        var runtime = new Option<string>("--runtime")
        {
            Description = "How the node runs pods: auto (docker where an engine is or can be installed), docker, process, simulated",
            DefaultValueFactory = _ => "auto",
        };
        runtime.AcceptOnlyFromAmong("auto", "docker", "process", "simulated");
        var node = new Option<string>("--node-name")
        {
            Description = "Name of this machine's node",
            DefaultValueFactory = _ => Environment.MachineName.ToLowerInvariant(),
        };
        var bare = new Option<bool>("--no-hello") { Description = "Do not start the example app" };
        var command = new Command("up", "Start Krewe on this machine and run a first app") { home, detach, listen, runtime, node, bare };
        command.SetAction((parsed, token) =>
        {
            var options = new UpOptions(
                parsed.GetRequiredValue(listen),
                parsed.GetRequiredValue(runtime),
                parsed.GetRequiredValue(node),
                Hello: !parsed.GetValue(bare),
                Detach: parsed.GetValue(detach));
            return new UpCommand(parsed.Home(home), options, Terminal.Create(), TimeProvider.System).RunAsync(token);
        });
        return command;
    }

    private async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            home.Create();
            var runtime = await ChooseRuntimeAsync(cancellationToken).ConfigureAwait(false);
            var already = _cluster.HasControlPlane;
            await _steps.DoAsync(
                already ? "Control plane runs already" : $"Starting control plane on https://{options.Listen}",
                () => _cluster.StartControlPlaneAsync(options.Listen, cancellationToken)).ConfigureAwait(false);
            using var client = _cluster.Connect();
            await _steps.DoAsync(
                $"Starting node agent ({runtime}), node {options.NodeName} Ready",
                () => _cluster.StartNodeAgentAsync(client, runtime, options.NodeName, cancellationToken)).ConfigureAwait(false);
            var addresses = options.Hello ? await StartHelloAsync(client, runtime, cancellationToken).ConfigureAwait(false) : [];
            Tell(addresses);
        }
        catch (InvalidOperationException failure)
        {
            console.MarkupLineInterpolated($"[red]krewe up: {failure.Message}[/]");
            return 1;
        }

        if (!options.Detach)
            await StayAsync(cancellationToken).ConfigureAwait(false);
        return 0;
    }

    /// <summary>Takes Docker where an engine answers or can be installed, and says what is lacking where not.</summary>
    private async Task<string> ChooseRuntimeAsync(CancellationToken cancellationToken)
    {
        if (options.Runtime is "process" or "simulated" || await DockerEngine.AnswersAsync(cancellationToken).ConfigureAwait(false))
            return options.Runtime == "auto" ? "docker" : options.Runtime;
        if (DockerEngine.WhyNotInstallable() is { } why)
        {
            if (options.Runtime == "docker")
                throw new InvalidOperationException($"no Docker Engine answers, and {why}");
            _steps.Note($"No Docker Engine answers, and {why}. Pods run as plain processes of this machine; images are not used.");
            return "process";
        }

        await _steps.DoAsync("Installing Docker Engine", () => DockerEngine.InstallAsync(cancellationToken)).ConfigureAwait(false);
        await _steps.DoAsync("Starting Docker Engine", () => DockerEngine.StartAsync(home, time, cancellationToken)).ConfigureAwait(false);
        return "docker";
    }

    private async Task<IReadOnlyList<string>> StartHelloAsync(
        Client.KreweClient client, string runtime, CancellationToken cancellationToken)
    {
        await _steps.DoAsync(
            "Preparing the example's image",
            () => runtime == "docker" ? HelloImage.EnsureAsync(cancellationToken) : HelloImage.EnsureBusyboxAsync(cancellationToken))
            .ConfigureAwait(false);
        return await _steps.DoAsync("Applying examples/hello, waiting for its pods", async () =>
        {
            foreach (var manifest in Manifests.Read(ProgramFolder.Example("hello"), "default"))
                await client.ApplyAsync(manifest, cancellationToken).ConfigureAwait(false);
            return await new Readiness(client).DeploymentAddressesAsync(new("default", "hello"), cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private void Tell(IReadOnlyList<string> addresses)
    {
        console.WriteLine();
        if (addresses.Count > 0)
            console.WriteLine($"hello answers at {string.Join(", ", addresses)}");
        console.WriteLine($"kubeconfig       {home.Kubeconfig}");
        console.WriteLine($"""

            Next:
              export KUBECONFIG={home.Kubeconfig}
              kubectl get pods -o wide
              kubectl scale deployment hello --replicas=10
              ./krewe status
              ./krewe down
            """);
    }

    /// <summary>Stays until the user interrupts, then stops everything.</summary>
    private async Task StayAsync(CancellationToken cancellationToken)
    {
        console.WriteLine("\nRunning; Ctrl-C stops it.");
        var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnSignal(PosixSignalContext context)
        {
            context.Cancel = true;
            interrupted.TrySetResult();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var cancelled = cancellationToken.Register(() => interrupted.TrySetResult());
        await interrupted.Task.ConfigureAwait(false);
        await _steps.DoAsync("Stopping node agent and control plane", () => _cluster.StopAsync(CancellationToken.None)).ConfigureAwait(false);
        await _steps.DoAsync("Removing containers", () => _cluster.RemoveContainersAsync(CancellationToken.None)).ConfigureAwait(false);
    }
}

/// <summary>What the user asked of <c>krewe up</c>.</summary>
internal sealed record UpOptions(string Listen, string Runtime, string NodeName, bool Hello, bool Detach);
