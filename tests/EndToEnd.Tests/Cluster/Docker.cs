namespace Krewe.EndToEnd.Tests.Cluster;

/// <summary>The Docker Engine that runs the pods' containers.</summary>
public static class Docker
{
    /// <summary>Ids of the running containers of pods (sandboxes excluded), by pod name.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ContainersAsync(IEnumerable<Krewe.Model.Core.Pod> pods)
    {
        var running = (await CommandLine.MustAsync("docker", ["ps", "-q", "--no-trunc"])).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return pods
            .SelectMany(pod => (pod.Status?.ContainerStatuses ?? []).Select(status => (pod.Metadata.Name, status.ContainerID)))
            .Where(container => container.ContainerID is not null)
            .Select(container => (container.Name, Id: container.ContainerID!.Replace("docker://", "", StringComparison.Ordinal)))
            .Where(container => running.Contains(container.Id))
            .ToDictionary(container => container.Name!, container => container.Id);
    }

    /// <summary>Kills a container.</summary>
    public static Task KillAsync(string id) => CommandLine.MustAsync("docker", ["kill", id]);

    /// <summary>Waits until containers have ended.</summary>
    public static async Task UntilEndedAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        // One that is removed already ends the command with an error, which is as good.
        foreach (var id in ids)
            await CommandLine.RunAsync("docker", ["wait", id], cancellationToken: cancellationToken);
    }
}
