using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Krewe.NodeAgent.Node;

/// <summary>What a machine is and how it does, at one moment.</summary>
internal sealed record MachineReading
{
    /// <summary>Processors.</summary>
    public required int Cpus { get; init; }

    /// <summary>Bytes of memory.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Bytes of memory that can be had without swapping.</summary>
    public required long MemoryAvailableBytes { get; init; }

    /// <summary>Bytes of the file system that holds the agent's data.</summary>
    public required long DiskBytes { get; init; }

    /// <summary>Bytes of it that are free.</summary>
    public required long DiskFreeBytes { get; init; }

    /// <summary>The most processes that the kernel allows.</summary>
    public required long MostProcesses { get; init; }

    /// <summary>Processes and threads that there are.</summary>
    public required long Processes { get; init; }

    /// <summary>Release of the kernel.</summary>
    public required string Kernel { get; init; }

    /// <summary>Name and version of the distribution.</summary>
    public required string OsImage { get; init; }

    /// <summary>Identity of the installation.</summary>
    public required string MachineId { get; init; }

    /// <summary>Identity of the present run of the kernel.</summary>
    public required string BootId { get; init; }

    /// <summary>Addresses, the one of the default route first.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }
}

/// <summary>Reads the machine from <c>/proc</c>, <c>/etc</c> and its network interfaces.</summary>
internal sealed class MachineReader(string dataDirectory, string root = "/")
{
    private const long KiB = 1024;

    /// <summary>Reads it. What a sandbox hides is zero or empty.</summary>
    public MachineReading Read()
    {
        var memory = Lines("proc/meminfo").Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1]);
        var disk = new DriveInfo(Path.GetFullPath(dataDirectory));
        return new MachineReading
        {
            Cpus = System.Environment.ProcessorCount,
            MemoryBytes = Kilobytes(memory, "MemTotal") * KiB,
            MemoryAvailableBytes = Kilobytes(memory, "MemAvailable") * KiB,
            DiskBytes = disk.TotalSize,
            DiskFreeBytes = disk.AvailableFreeSpace,
            MostProcesses = Number(Text("proc/sys/kernel/pid_max")),
            Processes = Number(Text("proc/loadavg").Split(' ').ElementAtOrDefault(3)?.Split('/').ElementAtOrDefault(1)),
            Kernel = Text("proc/sys/kernel/osrelease"),
            OsImage = Lines("etc/os-release").FirstOrDefault(line => line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal))?[12..].Trim('"') ?? "Linux",
            MachineId = Text("etc/machine-id"),
            BootId = Text("proc/sys/kernel/random/boot_id"),
            Addresses = ReadAddresses(),
        };
    }

    private static IReadOnlyList<string> ReadAddresses()
    {
        var addresses = NetworkInterface.GetAllNetworkInterfaces()
            .Where(nic => nic.OperationalStatus == OperationalStatus.Up && nic.NetworkInterfaceType != NetworkInterfaceType.Loopback
                && !IsOfContainers(nic.Name))
            .OrderByDescending(nic => nic.GetIPProperties().GatewayAddresses.Count)
            .SelectMany(nic => nic.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork || (address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv6LinkLocal))
            .OrderBy(address => address.AddressFamily)
            .Select(address => address.ToString())
            .ToList();
        return addresses.Count > 0 ? addresses : [IPAddress.Loopback.ToString()];
    }

    private static bool IsOfContainers(string name) =>
        name.StartsWith("docker", StringComparison.Ordinal) || name.StartsWith("veth", StringComparison.Ordinal) || name.StartsWith("br-", StringComparison.Ordinal);

    private string Text(string path) => Lines(path).FirstOrDefault() ?? "";

    private IReadOnlyList<string> Lines(string path)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(root, path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static long Kilobytes(Dictionary<string, string> values, string name) =>
        Number(values.GetValueOrDefault(name)?.Trim().Split(' ')[0]);

    private static long Number(string? text) => long.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
