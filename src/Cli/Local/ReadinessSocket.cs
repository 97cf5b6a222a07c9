using System.Net.Sockets;
using System.Text;

namespace Krewe.Cli.Local;

/// <summary>Where a component that is being started tells that it is ready, by the protocol of systemd's <c>sd_notify(3)</c>.</summary>
internal sealed class ReadinessSocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly string _name = $"krewe-{Guid.NewGuid():N}";
    private bool _isReady;

    /// <summary>Listens, at an address without a file: a folder's path may be longer than a socket's address can be.</summary>
    public ReadinessSocket() => _socket.Bind(new UnixDomainSocketEndPoint('\0' + _name));

    /// <summary>The environment of the component that shall tell, as <c>env(1)</c> takes it.</summary>
    public string Variable => $"NOTIFY_SOCKET=@{_name}";

    /// <summary>True once it has told.</summary>
    public bool IsReady()
    {
        Span<byte> message = stackalloc byte[1024];
        while (!_isReady && _socket.Available > 0)
            _isReady = Encoding.UTF8.GetString(message[.._socket.Receive(message)]).Split('\n').Contains("READY=1");
        return _isReady;
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
