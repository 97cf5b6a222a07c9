using System.Net.Sockets;
using System.Text;

namespace Krewe.NodeAgent.Native;

/// <summary>Whoever has started this program and wants to hear when it is ready, by the protocol of systemd's <c>sd_notify(3)</c>.</summary>
internal static class ReadinessNotice
{
    private const string Address = "NOTIFY_SOCKET";

    /// <summary>Tells that the start is over. Nobody may be listening, or not any more: that is no failure of the program.</summary>
    public static void Send()
    {
        if (System.Environment.GetEnvironmentVariable(Address) is not { Length: > 0 } path)
            return;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            // A first @ stands for an address without a file.
            socket.SendTo(Encoding.UTF8.GetBytes("READY=1\n"), new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path));
        }
        catch (SocketException)
        {
        }
    }
}
