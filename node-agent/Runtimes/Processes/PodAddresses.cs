using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Krewe.NodeAgent.Runtimes.Processes;

/// <summary>
/// Chooses an address of its own for a pod, from 127.64.0.0/10: four million addresses that every Linux machine has on its loopback
/// interface. It follows from the pod's UID, so that agents that share a machine hardly ever choose the same.
/// </summary>
internal static class PodAddresses
{
    private const uint Hosts = 1 << 22;
    private const uint Network = (127u << 24) | (64u << 16);

    /// <summary>An address that is not among those in use.</summary>
    public static string Choose(string uid, IReadOnlySet<string> used)
    {
        var start = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(uid))) % Hosts;
        for (uint i = 0; i < Hosts; i++)
        {
            var host = (start + i) % Hosts;
            // The first and last address of each block of 256 look like a network's and are left out.
            if ((host & 255) is 0 or 255)
                continue;
            var address = Network | host;
            var text = string.Create(CultureInfo.InvariantCulture, $"{address >> 24}.{address >> 16 & 255}.{address >> 8 & 255}.{address & 255}");
            if (!used.Contains(text))
                return text;
        }
        throw new RuntimeException("no address is left in 127.64.0.0/10");
    }
}
