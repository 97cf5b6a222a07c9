using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of the ports of a service: each by itself, and among each other.</summary>
internal static class ServicePortRules
{
    public static void Validate(ServiceSpec spec, FieldPath path, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new HashSet<(Protocol?, int?)>();
        var nodePorts = new HashSet<(Protocol?, int?)>();
        for (var i = 0; i < spec.Ports.Count; i++)
        {
            var port = spec.Ports[i];
            var at = path.Index(i);
            if (string.IsNullOrEmpty(port.Name))
            {
                if (spec.Ports.Count > 1)
                    errors.Required(at.Child("name"));
            }
            else
            {
                errors.Invalid(at.Child("name"), port.Name, NameRules.DnsLabel(port.Name));
                if (!names.Add(port.Name))
                    errors.Duplicate(at.Child("name"), port.Name);
            }
            errors.Invalid(at.Child("port"), port.Port ?? 0, NameRules.PortNumber(port.Port ?? 0));
            EnumRules.Required(port.Protocol, at.Child("protocol"), errors);
            PortRules.ValidateNumberOrName(port.TargetPort, at.Child("targetPort"), errors);
            TextRules.Optional(port.AppProtocol, NameRules.QualifiedName, at.Child("appProtocol"), errors);
            if (!numbers.Add((port.Protocol, port.Port)))
                errors.Duplicate(at, new ServicePort { Protocol = port.Protocol, Port = port.Port });
            ValidateNodePort(port, at.Child("nodePort"));
        }

        void ValidateNodePort(ServicePort port, FieldPath at)
        {
            if (port.NodePort is null or 0)
                return;
            if (spec.Type == ServiceType.ClusterIP)
                errors.Forbidden(at, "may not be used when `type` is 'ClusterIP'");
            else if (!nodePorts.Add((port.Protocol, port.NodePort)))
                errors.Duplicate(at, port.NodePort);
        }
    }
}
