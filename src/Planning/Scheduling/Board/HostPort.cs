using Krewe.Model.Core;

namespace Krewe.Planning.Scheduling.Board;

/// <summary>A port of the machine itself that a pod wants for its own.</summary>
internal readonly record struct HostPort(string Address, string Protocol, int Port)
{
    private const string Any = "0.0.0.0";

    public bool ConflictsWith(HostPort other) =>
        Port == other.Port && Protocol == other.Protocol && (Address == Any || other.Address == Any || Address == other.Address);

    public static IReadOnlyList<HostPort> Of(PodSpec spec)
    {
        List<HostPort>? ports = null;
        foreach (var container in spec.Containers)
        {
            foreach (var port in container.Ports)
            {
                if (port.HostPort is > 0 and var number)
                    (ports ??= []).Add(new HostPort(string.IsNullOrEmpty(port.HostIP) ? Any : port.HostIP, port.Protocol?.Value ?? "TCP", number));
            }
        }
        return ports ?? (IReadOnlyList<HostPort>)[];
    }
}
