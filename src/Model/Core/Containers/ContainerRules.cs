using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of the containers of a pod: each by itself, and among each other.</summary>
internal static class ContainerRules
{
    public static void Validate(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        var volumes = VolumesOf(spec);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var hostPorts = new HashSet<string>(StringComparer.Ordinal);
        var containersPath = path.Child("containers");
        if (spec.Containers.Count == 0)
            errors.Required(containersPath);
        for (var i = 0; i < spec.Containers.Count; i++)
            ValidateMain(spec.Containers[i], containersPath.Index(i));

        var initPath = path.Child("initContainers");
        for (var i = 0; i < spec.InitContainers.Count; i++)
            ValidateInit(spec.InitContainers[i], initPath.Index(i));

        void ValidateMain(Container container, FieldPath at)
        {
            ValidateCommon(container, spec, volumes, names, at, errors);
            PortRules.ValidateHostPorts(container.Ports, hostPorts, at.Child("ports"), errors);
            ProbeRules.ValidateAll(container, spec.TerminationGracePeriodSeconds, at, errors);
            if (container.RestartPolicy is not null)
                errors.Forbidden(at.Child("restartPolicy"), "may not be set for non-init containers");
        }

        void ValidateInit(Container container, FieldPath at)
        {
            ValidateCommon(container, spec, volumes, names, at, errors);
            EnumRules.Optional(container.RestartPolicy, at.Child("restartPolicy"), errors);
            if (container.RestartPolicy == ContainerRestartPolicy.Always)
            {
                PortRules.ValidateHostPorts(container.Ports, hostPorts, at.Child("ports"), errors);
                ProbeRules.ValidateAll(container, spec.TerminationGracePeriodSeconds, at, errors);
                return;
            }
            ForbidInInit(container.Lifecycle, "lifecycle");
            ForbidInInit(container.LivenessProbe, "livenessProbe");
            ForbidInInit(container.ReadinessProbe, "readinessProbe");
            ForbidInInit(container.StartupProbe, "startupProbe");

            void ForbidInInit(object? value, string field)
            {
                if (value is not null)
                    errors.Forbidden(at.Child(field), "may not be set for init containers without restartPolicy=Always");
            }
        }
    }

    /// <summary>Ephemeral containers, each by itself, and that no name is used twice in the pod.</summary>
    public static void ValidateEphemeral(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        var volumes = VolumesOf(spec);
        var names = spec.Containers.Concat(spec.InitContainers).Select(container => container.Name ?? "").ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < spec.EphemeralContainers.Count; i++)
            ValidateCommon(spec.EphemeralContainers[i].AsContainer(), spec, volumes, names, path.Index(i), errors);
    }

    private static Dictionary<string, Volume> VolumesOf(PodSpec spec) =>
        spec.Volumes.DistinctBy(v => v.Name ?? "").ToDictionary(v => v.Name ?? "", StringComparer.Ordinal);

    private static void ValidateCommon(
        Container container, PodSpec spec, Dictionary<string, Volume> volumes, HashSet<string> names, FieldPath at, FieldErrors errors)
    {
        TextRules.Required(container.Name, NameRules.DnsLabel, at.Child("name"), errors);
        if (container.Name is { Length: > 0 } name && !names.Add(name))
            errors.Duplicate(at.Child("name"), name);
        ValidateImage(container.Image, at.Child("image"), errors);
        EnumRules.Required(container.TerminationMessagePolicy, at.Child("terminationMessagePolicy"), errors);
        EnumRules.Required(container.ImagePullPolicy, at.Child("imagePullPolicy"), errors);
        PortRules.Validate(container.Ports, spec.HostNetwork == true, at.Child("ports"), errors);
        EnvRules.Validate(container.Env, at.Child("env"), errors);
        EnvRules.ValidateFrom(container.EnvFrom, at.Child("envFrom"), errors);
        MountRules.Validate(container, volumes, at, errors);
        ResourceRules.Validate(container.Resources, at.Child("resources"), errors);
        ValidateResizePolicies(container.ResizePolicy, spec.RestartPolicy, at.Child("resizePolicy"), errors);
        SecurityRules.Validate(container.SecurityContext, at.Child("securityContext"), errors);
    }

    private static void ValidateImage(string? image, FieldPath path, FieldErrors errors)
    {
        TextRules.Required(image, path, errors);
        if (image is not null && image.AsSpan().Trim().Length != image.Length)
            errors.Invalid(path, image, "must not have leading or trailing whitespace");
    }

    private static void ValidateResizePolicies(
        IReadOnlyList<ContainerResizePolicy> policies, RestartPolicy? restart, FieldPath path, FieldErrors errors)
    {
        var seen = new HashSet<string?>(StringComparer.Ordinal);
        for (var i = 0; i < policies.Count; i++)
        {
            var policy = policies[i];
            if (policy.ResourceName is not ("cpu" or "memory"))
                errors.NotSupported(path.Index(i).Child("resourceName"), policy.ResourceName ?? "", ["cpu", "memory"]);
            else if (!seen.Add(policy.ResourceName))
                errors.Duplicate(path.Index(i), policy.ResourceName);
            EnumRules.Required(policy.RestartPolicy, path.Index(i).Child("restartPolicy"), errors);
            if (restart == RestartPolicy.Never && policy.RestartPolicy == ResourceResizeRestartPolicy.RestartContainer)
                errors.Invalid(path, policy.RestartPolicy?.Value, "must be 'NotRequired' when `restartPolicy` is 'Never'");
        }
    }
}
