using Krewe.NodeAgent.Logs;
using Krewe.NodeAgent.Native;
using Krewe.NodeAgent.Runtimes;
using Microsoft.Extensions.Logging;

namespace Krewe.NodeAgent.Inspection;

/// <summary>
/// What an agent runs, seen from its machine: for people who look while the control plane, or the agent too, is away. It asks the
/// runtimes that the agent of a data directory has used, takes no part and changes nothing.
/// </summary>
internal sealed class LocalPods(NodeAgentOptions options, TimeProvider time, ILoggerFactory loggers)
{
    /// <summary>All instances of containers that are there, by pod, container and attempt.</summary>
    /// <exception cref="RuntimeException">An engine does not answer.</exception>
    public async Task<IReadOnlyList<LocalInstance>> List(CancellationToken cancellationToken)
    {
        var found = new List<LocalInstance>();
        await foreach (var runtime in Runtimes(cancellationToken))
        {
            await runtime.LookOn(cancellationToken);
            foreach (var pod in await Everything(runtime, cancellationToken))
                found.AddRange(pod.Containers.Select(container => new LocalInstance(pod.Identity, container)));
            await runtime.DisposeAsync();
        }
        return [.. found.OrderBy(instance => instance.Pod.Namespace, StringComparer.Ordinal).ThenBy(instance => instance.Pod.Name, StringComparer.Ordinal)
            .ThenBy(instance => instance.Seen.Name, StringComparer.Ordinal).ThenBy(instance => instance.Seen.Attempt)];
    }

    /// <summary>Writes the log of a pod's container; returns why there is none, or null.</summary>
    /// <param name="pod">Which container.</param>
    /// <param name="query">Which lines.</param>
    /// <param name="sink">Takes the text.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RuntimeException">An engine does not answer.</exception>
    public async Task<string?> ReadLog(LocalContainer pod, LogQuery query, LogSink sink, CancellationToken cancellationToken)
    {
        var known = false;
        await foreach (var runtime in Runtimes(cancellationToken))
        {
            await using var used = runtime;
            await runtime.LookOn(cancellationToken);
            var containers = (await Everything(runtime, cancellationToken))
                .Where(found => found.Identity.Namespace == pod.Namespace && found.Identity.Name == pod.Pod)
                .SelectMany(found => found.Containers).Where(container => container.Phase != ContainerPhase.Created).ToList();
            known |= containers.Count > 0;
            var names = containers.Select(container => container.Name).Distinct().Order(StringComparer.Ordinal).ToList();
            if (pod.Container is null && names.Count > 1)
                return $"a container name must be specified for pod {pod.Pod}, choose one of: [{string.Join(' ', names)}]";
            // The newest pod of the name comes last where an earlier one is still about to end.
            if (containers.Where(container => container.Name == (pod.Container ?? names[0])).OrderByDescending(container => container.CreatedAt)
                .Skip(pod.Previous ? 1 : 0).FirstOrDefault() is not { } instance)
                continue;
            await runtime.ReadLogs(instance.Id, query, sink, cancellationToken);
            return null;
        }
        return known ? $"container \"{pod.Container}\" of pod \"{pod.Namespace}/{pod.Pod}\" is not there" : $"pod \"{pod.Namespace}/{pod.Pod}\" is not on this node";
    }

    private async IAsyncEnumerable<IContainerRuntime> Runtimes([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Directory.Exists(Path.Combine(options.DataDirectory, "processes")))
            yield return await Make(RuntimeChoice.Process, cancellationToken);
        if (AgentIdentity.Exists(options.DataDirectory))
            yield return await Make(RuntimeChoice.Docker, cancellationToken);
    }

    private Task<IContainerRuntime> Make(RuntimeChoice choice, CancellationToken cancellationToken) =>
        RuntimeFactory.Create(options with { Runtime = choice }, new Runtimes.Simulated.SimulationSettings(), time, loggers, cancellationToken);

    private static async Task<IReadOnlyList<ObservedPod>> Everything(IContainerRuntime runtime, CancellationToken cancellationToken)
    {
        await foreach (var observation in runtime.Observe(cancellationToken))
            if (observation is RuntimeObservation.Everything everything)
                return everything.Pods;
        return [];
    }
}

/// <summary>An instance of a container on this machine.</summary>
internal sealed record LocalInstance(PodIdentity Pod, ObservedContainer Seen);

/// <summary>Names a container; without <paramref name="Container"/> the only one of the pod. <paramref name="Previous"/> means the instance before the newest.</summary>
internal sealed record LocalContainer(string Namespace, string Pod, string? Container, bool Previous);
