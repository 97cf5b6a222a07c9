using Krewe.Model.Tables;

namespace Krewe.Model.Core;

/// <summary>How tables show a service.</summary>
internal static class ServiceCells
{
    public static string ExternalAddress(Service service)
    {
        var spec = service.Spec;
        if (spec.Type == ServiceType.ExternalName)
            return spec.ExternalName ?? "";
        if (spec.Type != ServiceType.LoadBalancer)
            return Column.OrNone(string.Join(',', spec.ExternalIPs));
        var balancer = service.Status.LoadBalancer.Ingress
            .Select(i => string.IsNullOrEmpty(i.Ip) ? i.Hostname : i.Ip)
            .OfType<string>().Where(a => a.Length > 0)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var addresses = string.Join(',', balancer.Concat(spec.ExternalIPs));
        return addresses.Length == 0 ? "<pending>" : addresses;
    }

    /// <summary><c>80/TCP,443:30443/TCP</c>.</summary>
    public static string Ports(Service service) => Column.OrNone(string.Join(',', service.Spec.Ports.Select(p => p.NodePort > 0
        ? FormattableString.Invariant($"{p.Port}:{p.NodePort}/{p.Protocol}")
        : FormattableString.Invariant($"{p.Port}/{p.Protocol}"))));
}
