using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Krewe.NodeAgent;

/// <summary>
/// Answers, on 127.0.0.1 only and read-only: <c>/livez</c> (the process runs), <c>/readyz</c> (it is known what runs here, and the agent is
/// in session; the text says which is missing).
/// </summary>
internal sealed class HealthEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HealthEndpoint(WebApplication app) => _app = app;

    /// <summary>Starts to answer.</summary>
    public static async Task<HealthEndpoint> Start(int port, Agent agent, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        app.MapGet("/livez", () => "ok");
        app.MapGet("/readyz", () => !agent.Observing
            ? Results.Text("not ready: the runtime has not been listed", statusCode: StatusCodes.Status503ServiceUnavailable)
            : !agent.Connected
                ? Results.Text("not ready: not in session with the control plane", statusCode: StatusCodes.Status503ServiceUnavailable)
                : Results.Text("ok"));
        await app.StartAsync(cancellationToken);
        return new HealthEndpoint(app);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
