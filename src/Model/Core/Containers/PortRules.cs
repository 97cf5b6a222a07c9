using Krewe.Model.Names;
using Krewe.Model.Quantities;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of ports.</summary>
internal static class PortRules
{
    /// <summary>Checks the ports of a container.</summary>
    public static void Validate(IReadOnlyList<ContainerPort> ports, bool hostNetwork, FieldPath path, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ports.Count; i++)
        {
            var port = ports[i];
            var at = path.Index(i);
            TextRules.Optional(port.Name, NameRules.PortName, at.Child("name"), errors);
            if (port.Name is { Length: > 0 } name && !names.Add(name))
                errors.Duplicate(at.Child("name"), name);
            if (port.Port is null or 0)
                errors.Required(at.Child("containerPort"));
            else
                errors.Invalid(at.Child("containerPort"), port.Port, NameRules.PortNumber(port.Port.Value));
            if (port.HostPort is { } hostPort and not 0)
            {
                errors.Invalid(at.Child("hostPort"), hostPort, NameRules.PortNumber(hostPort));
                if (hostNetwork && hostPort != port.Port)
                    errors.Invalid(at.Child("containerPort"), port.Port, "must match `hostPort` when `hostNetwork` is true");
            }
            EnumRules.Required(port.Protocol, at.Child("protocol"), errors);
        }
    }

    /// <summary>Checks that no two containers of a pod want the same port of the node.</summary>
    public static void ValidateHostPorts(IReadOnlyList<ContainerPort> ports, HashSet<string> taken, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < ports.Count; i++)
        {
            var port = ports[i];
            if (port.HostPort is null or 0)
                continue;
            var key = FormattableString.Invariant($"{port.Protocol}/{port.HostIP}/{port.HostPort}");
            if (!taken.Add(key))
                errors.Duplicate(path.Index(i).Child("hostPort"), key);
        }
    }

    /// <summary>Checks a port that is given by number or by name.</summary>
    public static void ValidateNumberOrName(IntOrString? port, FieldPath path, FieldErrors errors)
    {
        var given = port ?? 0;
        errors.Invalid(path, given, given.Number is { } number ? NameRules.PortNumber(number) : NameRules.PortName(given.Text!));
    }
}
