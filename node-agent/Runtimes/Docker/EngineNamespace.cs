using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;

namespace Krewe.NodeAgent.Runtimes.Docker;

/// <summary>Tells whether an engine sees the mounts that the agent makes: one of them may run in a container of its own.</summary>
internal static class EngineNamespace
{
    /// <summary>True if whoever listens on the socket has the agent's mount namespace.</summary>
    public static bool IsOwn(string socketPath)
    {
        const int SocketLevel = 1;
        const int PeerCredentials = 17;
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(socketPath));
            Span<byte> credentials = stackalloc byte[12]; // struct ucred: process, user and group.
            socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
            var process = BinaryPrimitives.ReadInt32LittleEndian(credentials);
            // A process of another process namespace shows as 0.
            return process > 0 && Namespace("self") is { } own && own == Namespace(process.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string? Namespace(string process) => new FileInfo($"/proc/{process}/ns/mnt").LinkTarget;
}
