using Krewe.Model.Core;
using Krewe.Model.Failures;

namespace Krewe.Gateway.Streams;

/// <summary>Which container of a pod is meant.</summary>
internal static class ContainerChoice
{
    private const string DefaultContainer = "kubectl.kubernetes.io/default-container";

    /// <summary>Chooses the container, or says in Kubernetes' words why there is none to choose.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="asked">The container that the client names; empty where it names none.</param>
    public static Outcome<string> Choose(Pod pod, string asked)
    {
        var names = pod.Spec.Containers.Select(container => container.Name ?? "").ToArray();
        var inits = pod.Spec.InitContainers.Select(container => container.Name ?? "").ToArray();
        if (asked.Length > 0)
        {
            return names.Contains(asked) || inits.Contains(asked) || pod.Spec.EphemeralContainers.Any(container => container.Name == asked)
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
}
