using Krewe.NodeAgent.Runtimes;
using Krewe.NodeAgent.Runtimes.Simulated;
using Krewe.NodeAgent.Volumes;
using Microsoft.Extensions.Logging;

namespace Krewe.NodeAgent;

/// <summary>
/// Ends and removes everything that an agent has left running, and the volumes of its pods, for machines that leave the cluster or
/// rest. The agent must not run.
/// </summary>
internal static class NodeCleaner
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private const int AtOnce = 8;

    /// <summary>Removes the agent's containers and sandboxes from each runtime that it may have used; returns how many pods there were.</summary>
    public static async Task<int> Clean(NodeAgentOptions options, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var pods = 0;
        // Processes first: an engine that does not answer fails the rest.
        foreach (var choice in (RuntimeChoice[])[RuntimeChoice.Process, RuntimeChoice.Auto])
        {
            await using var runtime = await RuntimeFactory.Create(
                options with { Runtime = choice }, new SimulationSettings(), time, loggers, cancellationToken);
            pods += await Clean(runtime, cancellationToken);
        }
        PodVolumes.RemoveAll(options.PodsDirectory);
        return pods;
    }

    private static async Task<int> Clean(IContainerRuntime runtime, CancellationToken cancellationToken)
    {
        await runtime.Prepare(cancellationToken);
        await foreach (var observation in runtime.Observe(cancellationToken))
        {
            if (observation is not RuntimeObservation.Everything everything)
                continue;
            await Parallel.ForEachAsync(
                everything.Pods,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                (pod, token) => Clean(runtime, pod, token));
            return everything.Pods.Count;
        }
        return 0;
    }

    private static async ValueTask Clean(IContainerRuntime runtime, ObservedPod pod, CancellationToken cancellationToken)
    {
        var running = pod.Containers.Where(container => container.Phase == ContainerPhase.Running);
        await Task.WhenAll(running.Select(container => runtime.StopContainer(container.Id, Grace, cancellationToken)));
        foreach (var container in pod.Containers)
            await runtime.RemoveContainer(container.Id, cancellationToken);
        foreach (var sandbox in pod.Sandboxes)
            await runtime.RemoveSandbox(sandbox.Id, cancellationToken);
    }
}
