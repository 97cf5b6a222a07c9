using Krewe.Model.Core;

namespace Krewe.NodeAgent.Pods;

/// <summary>What a container is for in its pod.</summary>
internal enum ContainerRole
{
    /// <summary>Runs to its end before the next one starts.</summary>
    Init,

    /// <summary>An init container that is kept running beside the others: <c>restartPolicy: Always</c>.</summary>
    Sidecar,

    /// <summary>What the pod is for.</summary>
    Main,

    /// <summary>Added to the running pod by a user who looks into it; runs once, whatever the others do.</summary>
    Ephemeral,
}

/// <summary>A container of a pod's definition.</summary>
internal sealed record PodContainer(Container Spec, ContainerRole Role)
{
    /// <summary>Its name.</summary>
    public string Name => Spec.Name ?? "";

    /// <summary>The container whose processes it sees besides its own, or null.</summary>
    public string? Target { get; init; }

    /// <summary>True for what runs before the main containers.</summary>
    public bool IsInitial => Role is ContainerRole.Init or ContainerRole.Sidecar;

    /// <summary>Path of its field, for events.</summary>
    public string FieldPath => Role switch
    {
        ContainerRole.Main => $"spec.containers{{{Name}}}",
        ContainerRole.Ephemeral => $"spec.ephemeralContainers{{{Name}}}",
        _ => $"spec.initContainers{{{Name}}}",
    };

    /// <summary>All containers of a pod in the order in which they start.</summary>
    public static IReadOnlyList<PodContainer> Of(PodSpec spec) =>
    [
        .. spec.EphemeralContainers.Select(container => new PodContainer(container.AsContainer(), ContainerRole.Ephemeral)
        {
            Target = string.IsNullOrEmpty(container.TargetContainerName) ? null : container.TargetContainerName,
        }),
        .. spec.InitContainers.Select(container => new PodContainer(
            container, container.RestartPolicy == ContainerRestartPolicy.Always ? ContainerRole.Sidecar : ContainerRole.Init)),
        .. spec.Containers.Select(container => new PodContainer(container, ContainerRole.Main)),
    ];

    /// <summary>
    /// Fingerprint of what can change while a pod exists and needs another instance: the image. The API forbids to change the rest.
    /// </summary>
    public string SpecHash =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{Name}\n{Spec.Image}")))[..16];

    /// <summary>True if an instance that ended with this code is to be followed by another one.</summary>
    public bool Restarts(RestartPolicy? policy, int? exitCode)
    {
        if (Role == ContainerRole.Sidecar)
            return true;
        if (policy == RestartPolicy.Never || Role == ContainerRole.Ephemeral)
            return false;
        // An init container that did its work is done, whatever the policy.
        if (policy == RestartPolicy.OnFailure || Role == ContainerRole.Init)
            return exitCode != 0;
        return true;
    }
}
