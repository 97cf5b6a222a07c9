using Krewe.Model.Core;
using Krewe.Model.Failures;

namespace Krewe.Gateway.Logs;

/// <summary>The container whose log is meant, and whether it can have one.</summary>
internal static class LogTarget
{
    private const string DefaultContainer = "kubectl.kubernetes.io/default-container";

    /// <summary>Chooses the container of a pod, or says in Kubernetes' words why there is none to choose.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="asked">The container that the client names; empty where it names none.</param>
    /// <param name="previous">True where the log of the container's previous instance is meant.</param>
    public static Outcome<string> Choose(Pod pod, string asked, bool previous)
    {
        if (!ChooseName(pod, asked).TryGet(out var name, out var failure))
            return failure;
        if (string.IsNullOrEmpty(pod.Spec.NodeName))
            return ApiFailure.BadRequest($"pod {pod.Metadata.Name} does not have a host assigned");
        return WhyNoLog(pod, name, previous) is { } why ? ApiFailure.BadRequest(why) : name;
    }

    private static Outcome<string> ChooseName(Pod pod, string asked)
    {
        var names = pod.Spec.Containers.Select(container => container.Name ?? "").ToArray();
        var inits = pod.Spec.InitContainers.Select(container => container.Name ?? "").ToArray();
        if (asked.Length > 0)
        {
            return names.Contains(asked) || inits.Contains(asked)
                ? asked
                : ApiFailure.BadRequest($"container {asked} is not valid for pod {pod.Metadata.Name}");
        }
        if (names.Length == 1)
            return names[0];
        if (pod.Metadata.Annotations.TryGetValue(DefaultContainer, out var preferred) && names.Contains(preferred))
            return preferred;
        var choice = $"a container name must be specified for pod {pod.Metadata.Name}, choose one of: [{string.Join(' ', names)}]";
        return ApiFailure.BadRequest(inits.Length == 0 ? choice : $"{choice} or one of the init containers: [{string.Join(' ', inits)}]");
    }

    private static string? WhyNoLog(Pod pod, string name, bool previous)
    {
        var status = pod.Status.ContainerStatuses.Concat(pod.Status.InitContainerStatuses).FirstOrDefault(container => container.Name == name);
        if (previous)
        {
            return status?.LastState?.Terminated is null
                ? $"previous terminated container \"{name}\" in pod \"{pod.Metadata.Name}\" not found"
                : null;
        }
        if (status is null || status.State is null)
            return $"container \"{name}\" in pod \"{pod.Metadata.Name}\" is waiting to start: ContainerCreating";
        // A container that has run before still has its last log while it waits to be started again.
        return status.State.Waiting is { } waiting && status.LastState?.Terminated is null
            ? $"container \"{name}\" in pod \"{pod.Metadata.Name}\" is waiting to start: {Reason(waiting)}"
            : null;
    }

    private static string Reason(ContainerStateWaiting waiting) => waiting.Reason switch
    {
        null or "" => "ContainerCreating",
        "ErrImagePull" => "image can't be pulled",
        "ImagePullBackOff" => "trying and failing to pull image",
        var reason => reason,
    };
}
