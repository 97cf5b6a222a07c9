using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of services.</summary>
internal static class ServiceRules
{
    private const string Headless = "None";
    private const string PreferClose = "PreferClose";
    private const int MaxAffinitySeconds = 86400;

    public static void Validate(Service service, FieldErrors errors)
    {
        var spec = service.Spec;
        var path = FieldPath.Spec;
        var headless = spec.ClusterIP == Headless;
        if (spec.Ports.Count == 0 && !headless && spec.Type != ServiceType.ExternalName)
            errors.Required(path.Child("ports"));
        EnumRules.Required(spec.Type, path.Child("type"), errors);
        if (headless && (spec.Type == ServiceType.LoadBalancer || spec.Type == ServiceType.NodePort))
            errors.Invalid(path.Child("clusterIPs").Index(0), Headless, $"may not be set to 'None' for {spec.Type} services");
        ValidateAddress(spec, headless, path, errors);
        ServicePortRules.Validate(spec, path.Child("ports"), errors);
        LabelRules.ValidateLabels(spec.Selector, path.Child("selector"), errors);
        ValidateAffinity(spec, path, errors);
        for (var i = 0; i < spec.ExternalIPs.Count; i++)
            errors.Invalid(path.Child("externalIPs").Index(i), spec.ExternalIPs[i], AddressRules.Address(spec.ExternalIPs[i]));
        ValidateTraffic(spec, path, errors);
        ValidateBalancer(spec, path, errors);
        EnumRules.Optional(spec.IpFamilyPolicy, path.Child("ipFamilyPolicy"), errors);
        for (var i = 0; i < spec.IpFamilies.Count; i++)
            EnumRules.Required<IPFamily>(spec.IpFamilies[i], path.Child("ipFamilies").Index(i), errors);
    }

    /// <summary>Once given, an address stays, unless the service stops or starts to be an alias.</summary>
    public static void ValidateUpdate(Service service, Service old, FieldErrors errors)
    {
        var stays = service.Spec.Type != ServiceType.ExternalName && old.Spec.Type != ServiceType.ExternalName;
        if (stays && old.Spec.ClusterIP is { Length: > 0 } address && service.Spec.ClusterIP != address)
            errors.Invalid(FieldPath.Spec.Child("clusterIPs").Index(0), service.Spec.ClusterIP ?? "", "may not change once set");
    }

    private static void ValidateAddress(ServiceSpec spec, bool headless, FieldPath path, FieldErrors errors)
    {
        if (spec.Type != ServiceType.ExternalName)
        {
            if (!headless && spec.ClusterIP is { Length: > 0 } address)
                errors.Invalid(path.Child("clusterIPs").Index(0), address, AddressRules.Address(address));
            return;
        }
        if (spec.ClusterIP is { Length: > 0 } || spec.ClusterIPs.Count > 0)
            errors.Forbidden(path.Child("clusterIPs"), "may not be set for ExternalName services");
        // A trailing dot says that the name is complete.
        var name = spec.ExternalName is [.., '.'] complete ? complete[..^1] : spec.ExternalName;
        TextRules.Required(name, NameRules.DnsSubdomain, path.Child("externalName"), errors);
    }

    private static void ValidateAffinity(ServiceSpec spec, FieldPath path, FieldErrors errors)
    {
        EnumRules.Required(spec.SessionAffinity, path.Child("sessionAffinity"), errors);
        var config = path.Child("sessionAffinityConfig");
        if (spec.SessionAffinity == ServiceAffinity.None && spec.SessionAffinityConfig is not null)
            errors.Forbidden(config, "must not be set when session affinity is None");
        var seconds = spec.SessionAffinityConfig?.ClientIP?.TimeoutSeconds ?? 0;
        if (spec.SessionAffinity == ServiceAffinity.ClientIP && seconds is <= 0 or > MaxAffinitySeconds)
        {
            errors.Invalid(
                config.Child("clientIP").Child("timeoutSeconds"),
                seconds,
                FormattableString.Invariant($"must be greater than 0 and less than {MaxAffinitySeconds}"));
        }
    }

    private static void ValidateTraffic(ServiceSpec spec, FieldPath path, FieldErrors errors)
    {
        var external = path.Child("externalTrafficPolicy");
        if (IsExternal(spec))
            EnumRules.Required(spec.ExternalTrafficPolicy, external, errors);
        else if (spec.ExternalTrafficPolicy is { Value.Length: > 0 } policy)
            errors.Invalid(external, policy.Value, "may only be set for externally-accessible services");
        if (spec.Type != ServiceType.ExternalName)
            EnumRules.Required(spec.InternalTrafficPolicy, path.Child("internalTrafficPolicy"), errors);
        else
            EnumRules.Optional(spec.InternalTrafficPolicy, path.Child("internalTrafficPolicy"), errors);
        if (spec.TrafficDistribution is { } distribution && distribution != PreferClose)
            errors.NotSupported(path.Child("trafficDistribution"), distribution, [PreferClose]);
        if (spec.HealthCheckNodePort > 0 && !(spec.Type == ServiceType.LoadBalancer && spec.ExternalTrafficPolicy == ServiceExternalTrafficPolicy.Local))
        {
            errors.Invalid(
                path.Child("healthCheckNodePort"),
                spec.HealthCheckNodePort,
                "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
        }
    }

    /// <summary>True if traffic from outside the cluster may come to the service.</summary>
    internal static bool IsExternal(ServiceSpec spec) =>
        spec.Type == ServiceType.LoadBalancer || spec.Type == ServiceType.NodePort || (spec.Type == ServiceType.ClusterIP && spec.ExternalIPs.Count > 0);

    private static void ValidateBalancer(ServiceSpec spec, FieldPath path, FieldErrors errors)
    {
        const string OnlyForBalancers = "may only be used when `type` is 'LoadBalancer'";
        var balanced = spec.Type == ServiceType.LoadBalancer;
        if (!balanced && spec.LoadBalancerSourceRanges.Count > 0)
            errors.Forbidden(path.Child("loadBalancerSourceRanges"), OnlyForBalancers);
        for (var i = 0; i < spec.LoadBalancerSourceRanges.Count; i++)
        {
            var range = spec.LoadBalancerSourceRanges[i].Trim();
            errors.Invalid(path.Child("loadBalancerSourceRanges").Index(i), range, AddressRules.Range(range));
        }
        if (!balanced && spec.LoadBalancerClass is not null)
            errors.Forbidden(path.Child("loadBalancerClass"), OnlyForBalancers);
        if (!balanced && spec.AllocateLoadBalancerNodePorts is not null)
            errors.Forbidden(path.Child("allocateLoadBalancerNodePorts"), OnlyForBalancers);
        if (spec.LoadBalancerClass is { } name)
            errors.Invalid(path.Child("loadBalancerClass"), name, NameRules.QualifiedName(name));
    }
}
