using System.Net;
using Krewe.Gateway.Tests.Harness;
using Krewe.SiloHost;

namespace Krewe.Gateway.Tests;

[Collection(SharedControlPlane.Name)]
public sealed class ReadinessQuestionTests(ControlPlaneFixture plane) : IDisposable
{
    private readonly StringWriter _output = new();

    [Fact]
    public async Task A_host_that_serves_is_ready() =>
        (await AskAsync(plane.Server.Port, plane.DataDirectory)).ShouldBe(0, _output.ToString());

    [Fact]
    public async Task A_host_that_does_not_answer_is_not()
    {
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        (await AskAsync(port, plane.DataDirectory)).ShouldBe(1);
        _output.ToString().ShouldContain("refused");
    }

    [Fact]
    public async Task A_data_directory_without_an_authority_is_one_of_a_host_that_has_not_started()
    {
        var empty = Directory.CreateTempSubdirectory("krewe-ready-");
        (await AskAsync(plane.Server.Port, empty.FullName)).ShouldBe(1);
        empty.Delete();
    }

    public void Dispose() => _output.Dispose();

    private Task<int> AskAsync(int port, string data)
    {
        var options = new SiloHostOptions { DataDirectory = data, Listen = [new IPEndPoint(IPAddress.Any, port)] };
        return ReadinessQuestion.AskAsync(options, _output, CancellationToken.None);
    }
}
