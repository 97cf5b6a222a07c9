namespace Krewe.Model.Core;

/// <summary>
/// Defaults of pods and of the templates that pods are made from. Some hold for pods only, so that a template stays as its author
/// wrote it.
/// </summary>
internal static class PodDefaults
{
    private const long GraceSeconds = 30;
    private const string SchedulerName = "default-scheduler";

    public static PodTemplateSpec Apply(PodTemplateSpec template) => template with { Spec = Apply(template.Spec) };

    public static Pod Apply(Pod pod)
    {
        var spec = Apply(pod.Spec);
        return pod with
        {
            Spec = spec with
            {
                EnableServiceLinks = spec.EnableServiceLinks ?? true,
                Containers = [.. spec.Containers.Select(Complete)],
                InitContainers = [.. spec.InitContainers.Select(Complete)],
            },
        };

        Container Complete(Container container)
        {
            var requested = ContainerDefaults.RequestLimits(container);
            return spec.HostNetwork == true ? ContainerDefaults.UseHostPorts(requested) : requested;
        }
    }

    public static PodSpec Apply(PodSpec spec)
    {
        // serviceAccount is the old name of the field; both always agree.
        var account = string.IsNullOrEmpty(spec.ServiceAccountName) ? spec.ServiceAccount : spec.ServiceAccountName;
        return spec with
        {
            DnsPolicy = spec.DnsPolicy ?? DnsPolicy.ClusterFirst,
            RestartPolicy = spec.RestartPolicy ?? RestartPolicy.Always,
            TerminationGracePeriodSeconds = spec.TerminationGracePeriodSeconds ?? GraceSeconds,
            SchedulerName = string.IsNullOrEmpty(spec.SchedulerName) ? SchedulerName : spec.SchedulerName,
            SecurityContext = spec.SecurityContext ?? new PodSecurityContext(),
            ServiceAccountName = account,
            ServiceAccount = account,
            Volumes = [.. spec.Volumes.Select(VolumeDefaults.Apply)],
            Containers = [.. spec.Containers.Select(ContainerDefaults.Apply)],
            InitContainers = [.. spec.InitContainers.Select(ContainerDefaults.Apply)],
            EphemeralContainers = [.. spec.EphemeralContainers.Select(ContainerDefaults.Apply)],
        };
    }
}
