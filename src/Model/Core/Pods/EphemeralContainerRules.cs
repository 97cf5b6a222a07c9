using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>
/// Rules of the containers that are added to a pod that exists, through its <c>ephemeralcontainers</c> subresource. Each is as a container
/// must be, without what belongs to those that the pod is for; once added, none is changed or removed.
/// </summary>
internal static class EphemeralContainerRules
{
    private const string NotHere = "cannot be set for an Ephemeral Container";

    /// <summary>The pod as it is, with the ephemeral containers that a client wants.</summary>
    public static Pod Take(Pod wanted, Pod old) => old with
    {
        Spec = old.Spec with { EphemeralContainers = [.. wanted.Spec.EphemeralContainers.Select(ContainerDefaults.Apply)] },
    };

    /// <summary>Appends every error of the ephemeral containers of a pod.</summary>
    public static void Validate(PodSpec spec, PodSpec old, FieldErrors errors)
    {
        var path = FieldPath.Spec.Child("ephemeralContainers");
        ContainerRules.ValidateEphemeral(spec, path, errors);
        var others = spec.Containers.Concat(spec.InitContainers).Select(container => container.Name).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < spec.EphemeralContainers.Count; i++)
        {
            var container = spec.EphemeralContainers[i];
            if (container.TargetContainerName is { Length: > 0 } target && !others.Contains(target))
                errors.NotFound(path.Index(i).Child("targetContainerName"), target);
            ValidateFields(container, path.Index(i), errors);
        }
        foreach (var before in old.EphemeralContainers)
        {
            if (spec.EphemeralContainers.FirstOrDefault(container => container.Name == before.Name) is not { } now)
                errors.Forbidden(path, $"existing ephemeral containers \"{before.Name}\" may not be removed\n");
            else if (!now.Equals(before))
                errors.Forbidden(path, $"existing ephemeral containers \"{before.Name}\" may not be changed\n");
        }
    }

    private static void ValidateFields(EphemeralContainer container, FieldPath path, FieldErrors errors)
    {
        Forbid(container.Ports.Count > 0, "ports");
        Forbid(!container.Resources.Equals(new ResourceRequirements()), "resources");
        Forbid(container.ResizePolicy.Count > 0, "resizePolicy");
        Forbid(container.RestartPolicy is not null, "restartPolicy");
        Forbid(container.LivenessProbe is not null, "livenessProbe");
        Forbid(container.ReadinessProbe is not null, "readinessProbe");
        Forbid(container.StartupProbe is not null, "startupProbe");
        Forbid(container.Lifecycle is not null, "lifecycle");
        for (var i = 0; i < container.VolumeMounts.Count; i++)
        {
            var mount = path.Child("volumeMounts").Index(i);
            if (!string.IsNullOrEmpty(container.VolumeMounts[i].SubPath))
                errors.Forbidden(mount.Child("subPath"), NotHere);
            if (!string.IsNullOrEmpty(container.VolumeMounts[i].SubPathExpr))
                errors.Forbidden(mount.Child("subPathExpr"), NotHere);
        }

        void Forbid(bool isSet, string field)
        {
            if (isSet)
                errors.Forbidden(path.Child(field), NotHere);
        }
    }
}
