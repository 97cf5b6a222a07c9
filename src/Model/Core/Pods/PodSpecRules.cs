using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of a pod's specification, the same in pods and in the templates of replica sets, deployments and the like.</summary>
internal static class PodSpecRules
{
    public static void Validate(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        VolumeRules.Validate(spec.Volumes, path.Child("volumes"), errors);
        ContainerRules.Validate(spec, path, errors);
        EnumRules.Required(spec.RestartPolicy, path.Child("restartPolicy"), errors);
        EnumRules.Required(spec.DnsPolicy, path.Child("dnsPolicy"), errors);
        PodDnsRules.Validate(spec, path, errors);
        LabelRules.ValidateLabels(spec.NodeSelector, path.Child("nodeSelector"), errors);
        SecurityRules.Validate(spec, path, errors);
        for (var i = 0; i < spec.ImagePullSecrets.Count; i++)
            TextRules.Required(spec.ImagePullSecrets[i].Name, path.Child("imagePullSecrets").Index(i).Child("name"), errors);
        AffinityRules.Validate(spec.Affinity, path.Child("affinity"), errors);
        ValidateGates(spec, path, errors);
        TolerationRules.Validate(spec.Tolerations, path.Child("tolerations"), errors);
        TopologySpreadRules.Validate(spec.TopologySpreadConstraints, path.Child("topologySpreadConstraints"), errors);
        TextRules.Optional(spec.ServiceAccountName, NameRules.DnsSubdomain, path.Child("serviceAccountName"), errors);
        TextRules.Optional(spec.NodeName, NameRules.DnsSubdomain, path.Child("nodeName"), errors);
        TextRules.Optional(spec.PriorityClassName, NameRules.DnsSubdomain, path.Child("priorityClassName"), errors);
        TextRules.Optional(spec.RuntimeClassName, NameRules.DnsSubdomain, path.Child("runtimeClassName"), errors);
        TextRules.Optional(spec.SchedulerName, NameRules.DnsSubdomain, path.Child("schedulerName"), errors);
        TextRules.Optional(spec.Hostname, NameRules.DnsLabel, path.Child("hostname"), errors);
        TextRules.Optional(spec.Subdomain, NameRules.DnsLabel, path.Child("subdomain"), errors);
        EnumRules.Optional(spec.PreemptionPolicy, path.Child("preemptionPolicy"), errors);
        if (spec.Os is { } system)
            EnumRules.Required(system.Name, path.Child("os").Child("name"), errors);
        if (spec.ActiveDeadlineSeconds is < 1 or > int.MaxValue)
            errors.Invalid(path.Child("activeDeadlineSeconds"), spec.ActiveDeadlineSeconds, NameRules.Range(1, int.MaxValue));
        ResourceRules.ValidateAmounts(spec.Overhead, path.Child("overhead"), errors);
        if (spec.Resources is { } resources)
            ResourceRules.Validate(resources, path.Child("resources"), errors);
    }

    private static void ValidateGates(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < spec.ReadinessGates.Count; i++)
        {
            var type = spec.ReadinessGates[i].ConditionType?.Value ?? "";
            errors.Invalid(path.Child("readinessGates").Index(i).Child("conditionType"), type, NameRules.QualifiedName(type));
        }
        var gates = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < spec.SchedulingGates.Count; i++)
        {
            var name = spec.SchedulingGates[i].Name ?? "";
            errors.Invalid(path.Child("schedulingGates").Index(i), name, NameRules.QualifiedName(name));
            if (!gates.Add(name))
                errors.Duplicate(path.Child("schedulingGates").Index(i), name);
        }
    }
}
