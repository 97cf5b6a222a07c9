using System.Net;
using System.Net.Sockets;
using Krewe.Model.Core;
using Krewe.NodeAgent.Probes;
using Krewe.NodeAgent.Runtimes.Simulated;

namespace Krewe.NodeAgent.Tests.Probes;

public sealed class ProberTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public async Task A_connection_is_tried_whatever_time_it_may_take(int? timeoutSeconds)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var prober = new Prober(new SimulatedRuntime("sim", 1, new SimulationSettings(), TimeProvider.System), TimeProvider.System);
        var probe = new Probe { TcpSocket = new TCPSocketAction { Port = ((IPEndPoint)listener.LocalEndpoint).Port }, TimeoutSeconds = timeoutSeconds };
        (await prober.Run(probe, new Container { Name = "c" }, "instance", "127.0.0.1", CancellationToken.None)).ShouldBe(new ProbeResult(true, ""));
    }
}
