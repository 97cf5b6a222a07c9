using Krewe.Gateway.Streams;
using Krewe.Model.Core;
using Krewe.Model.Failures;

namespace Krewe.Gateway.Logs;

/// <summary>The container whose log is meant, and whether it can have one.</summary>
internal static class LogTarget
{
    /// <summary>Chooses the container of a pod, or says in Kubernetes' words why there is none to choose.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="asked">The container that the client names; empty where it names none.</param>
    /// <param name="previous">True where the log of the container's previous instance is meant.</param>
    public static Outcome<string> Choose(Pod pod, string asked, bool previous)
    {
        if (!ContainerChoice.Choose(pod, asked).TryGet(out var name, out var failure))
            return failure;
        if (string.IsNullOrEmpty(pod.Spec.NodeName))
            return ApiFailure.BadRequest($"pod {pod.Metadata.Name} does not have a host assigned");
        return WhyNoLog(pod, name, previous) is { } why ? ApiFailure.BadRequest(why) : name;
    }

    private static string? WhyNoLog(Pod pod, string name, bool previous)
    {
        var status = pod.Status.ContainerStatuses.Concat(pod.Status.InitContainerStatuses).Concat(pod.Status.EphemeralContainerStatuses)
            .FirstOrDefault(container => container.Name == name);
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
