using Krewe.NodeAgent.Native;
using Krewe.NodeAgent.Runtimes.Docker;
using Krewe.NodeAgent.Runtimes.Processes;
using Krewe.NodeAgent.Runtimes.Simulated;
using Microsoft.Extensions.Logging;

namespace Krewe.NodeAgent.Runtimes;

/// <summary>Makes the runtime that the options ask for.</summary>
internal static class RuntimeFactory
{
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Makes it; "auto" is decided here, once. An agent that has used an engine stays with it although it does not answer now: its
    /// containers may well run, and would otherwise be run a second time as processes.
    /// </summary>
    public static async Task<IContainerRuntime> Create(
        NodeAgentOptions options, SimulationSettings simulation, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        switch (options.Runtime)
        {
            case RuntimeChoice.Simulated:
                return new SimulatedRuntime(options.NodeName, options.SimulationSeed, simulation, time);
            case RuntimeChoice.Docker:
            case RuntimeChoice.Auto when AgentIdentity.Exists(options.DataDirectory) || await Answers(options.DockerSocket, time, cancellationToken):
                return new DockerRuntime(
                    options.DockerSocket, await AgentIdentity.Of(options.DataDirectory, cancellationToken), time, loggers.CreateLogger<DockerRuntime>());
            default:
                return new ProcessRuntime(Path.GetFullPath(Path.Combine(options.DataDirectory, "processes")), time, loggers.CreateLogger<ProcessRuntime>());
        }
    }

    private static async Task<bool> Answers(string socket, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!File.Exists(socket))
            return false;
        using var transport = new DockerTransport(socket, time);
        using var limit = new CancellationTokenSource(ProbeLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await new DockerClient(transport).Version(both.Token);
            return true;
        }
        catch (Exception e) when (e is RuntimeException or DockerException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
