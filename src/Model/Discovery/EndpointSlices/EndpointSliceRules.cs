using Krewe.Model.Core;
using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Discovery;

/// <summary>Rules of endpoint slices. Loopback addresses are allowed, as in <see cref="EndpointsRules"/>.</summary>
internal static class EndpointSliceRules
{
    private const int MaxEndpoints = 1000;
    private const int MaxAddresses = 100;
    private const int MaxPorts = 100;
    private const int MaxTopologyLabels = 16;

    public static void Validate(EndpointSlice slice, FieldErrors errors)
    {
        EnumRules.Required(slice.AddressType, FieldPath.Of("addressType"), errors);
        var endpoints = FieldPath.Of("endpoints");
        if (slice.Endpoints.Count > MaxEndpoints)
            errors.TooMany(endpoints, slice.Endpoints.Count, MaxEndpoints);
        for (var i = 0; i < slice.Endpoints.Count; i++)
            Validate(slice.Endpoints[i], slice.AddressType, endpoints.Index(i), errors);

        var ports = FieldPath.Of("ports");
        if (slice.Ports.Count > MaxPorts)
            errors.TooMany(ports, slice.Ports.Count, MaxPorts);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < slice.Ports.Count; i++)
        {
            var port = slice.Ports[i];
            var at = ports.Index(i);
            TextRules.Optional(port.Name, NameRules.DnsLabel, at.Child("name"), errors);
            if (!names.Add(port.Name ?? ""))
                errors.Duplicate(at.Child("name"), port.Name ?? "");
            EnumRules.Required(port.Protocol, at.Child("protocol"), errors);
            if (port.Port is { } number)
                errors.Invalid(at.Child("port"), number, NameRules.PortNumber(number));
            TextRules.Optional(port.AppProtocol, NameRules.QualifiedName, at.Child("appProtocol"), errors);
        }
    }

    private static void Validate(Endpoint endpoint, AddressType? type, FieldPath path, FieldErrors errors)
    {
        var addresses = path.Child("addresses");
        if (endpoint.Addresses.Count == 0)
            errors.Required(addresses, "must contain at least 1 address");
        else if (endpoint.Addresses.Count > MaxAddresses)
            errors.TooMany(addresses, endpoint.Addresses.Count, MaxAddresses);
        for (var i = 0; i < endpoint.Addresses.Count; i++)
            errors.Invalid(addresses.Index(i), endpoint.Addresses[i], RuleOf(type)(endpoint.Addresses[i]));
        var topology = path.Child("deprecatedTopology");
        if (endpoint.DeprecatedTopology.Count > MaxTopologyLabels)
            errors.TooMany(topology, endpoint.DeprecatedTopology.Count, MaxTopologyLabels);
        LabelRules.ValidateLabels(endpoint.DeprecatedTopology, topology, errors);
        TextRules.Optional(endpoint.Hostname, NameRules.DnsLabel, path.Child("hostname"), errors);
        TextRules.Optional(endpoint.NodeName, NameRules.DnsSubdomain, path.Child("nodeName"), errors);
    }

    private static NameRule RuleOf(AddressType? type) => type?.Value switch
    {
        "IPv4" => AddressRules.IPv4,
        "IPv6" => AddressRules.IPv6,
        "FQDN" => NameRules.DnsSubdomain,
        _ => static _ => [],
    };
}
