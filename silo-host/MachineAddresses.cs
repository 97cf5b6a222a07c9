using System.Net;
using System.Net.NetworkInformation;

namespace Krewe.SiloHost;

/// <summary>The addresses under which a server can be reached, for its certificate: clients on other machines, and programs in pods, go by them.</summary>
internal static class MachineAddresses
{
    /// <summary>The address that a server listens on, or where that is all of them, every one that the machine has now.</summary>
    public static IEnumerable<string> Behind(IPEndPoint listen) => listen.Address.Equals(IPAddress.Any) || listen.Address.Equals(IPAddress.IPv6Any)
        ? NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus != OperationalStatus.Down)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(address => address.Address)
            .Where(address => !address.IsIPv6LinkLocal)
            .Select(address => address.ToString())
            .Order(StringComparer.Ordinal)
        : [listen.Address.ToString()];
}
