using System.Net.Sockets;

namespace Krewe.NodeAgent.Native;

/// <summary>Makes sockets in the network namespace of another process. A socket stays in the namespace in which it was made.</summary>
internal static class NetworkNamespace
{
    /// <summary>Makes a TCP socket where a process has its network.</summary>
    /// <exception cref="IOException">The namespace cannot be entered: that needs root, and a process that lives.</exception>
    public static Task<Socket> OpenSocket(int process, AddressFamily family)
    {
        var made = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);
        // A thread cannot be trusted to come back from another namespace, so it is one of its own and ends there.
        new Thread(() =>
        {
            try
            {
                SystemCalls.EnterNetwork(process);
                made.SetResult(new Socket(family, SocketType.Stream, ProtocolType.Tcp));
            }
            catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException)
            {
                made.SetException(e as IOException ?? new IOException(e.Message, e));
            }
        })
        { IsBackground = true }.Start();
        return made.Task;
    }
}
