using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of endpoints. Loopback addresses are allowed: where all runs on one machine, pods may be found there.</summary>
internal static class EndpointsRules
{
    public static void Validate(Endpoints endpoints, FieldErrors errors)
    {
        for (var i = 0; i < endpoints.Subsets.Count; i++)
            Validate(endpoints.Subsets[i], FieldPath.Of("subsets").Index(i), errors);
    }

    private static void Validate(EndpointSubset subset, FieldPath path, FieldErrors errors)
    {
        if (subset.Addresses.Count == 0 && subset.NotReadyAddresses.Count == 0)
            errors.Required(path, "must specify `addresses` or `notReadyAddresses`");
        Validate(subset.Addresses, path.Child("addresses"), errors);
        Validate(subset.NotReadyAddresses, path.Child("notReadyAddresses"), errors);
        for (var i = 0; i < subset.Ports.Count; i++)
        {
            var port = subset.Ports[i];
            var at = path.Child("ports").Index(i);
            if (!string.IsNullOrEmpty(port.Name))
                errors.Invalid(at.Child("name"), port.Name, NameRules.DnsLabel(port.Name));
            else if (subset.Ports.Count > 1)
                errors.Required(at.Child("name"));
            errors.Invalid(at.Child("port"), port.Port ?? 0, NameRules.PortNumber(port.Port ?? 0));
            EnumRules.Required(port.Protocol, at.Child("protocol"), errors);
            TextRules.Optional(port.AppProtocol, NameRules.QualifiedName, at.Child("appProtocol"), errors);
        }
    }

    private static void Validate(IReadOnlyList<EndpointAddress> addresses, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < addresses.Count; i++)
        {
            var at = path.Index(i);
            errors.Invalid(at.Child("ip"), addresses[i].Ip ?? "", AddressRules.Address(addresses[i].Ip ?? ""));
            TextRules.Optional(addresses[i].Hostname, NameRules.DnsLabel, at.Child("hostname"), errors);
            TextRules.Optional(addresses[i].NodeName, NameRules.DnsSubdomain, at.Child("nodeName"), errors);
        }
    }
}
