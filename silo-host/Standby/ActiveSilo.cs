using Krewe.Gateway;
using Krewe.Gateway.Hosting;
using Krewe.Storage;

namespace Krewe.SiloHost.Standby;

/// <summary>
/// Grains, their engine and the gateway, for as long as this silo is the active one: a host within the host, without a server of its own. The
/// server hands requests over and outlives it.
/// </summary>
internal sealed class ActiveSilo : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(1);

    private readonly IHost _host;
    private readonly RequestDelegate _gateway;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _requests = 1;

    private ActiveSilo(IHost host, TimeProvider time) => (_host, _gateway, _time) = (host, host.Services.GatewayOf(), time);

    /// <summary>Brings a control plane to life on a log, which it disposes of in the end.</summary>
    public static async Task<ActiveSilo> StartAsync(GatewayOptions gateway, IObjectLog log, ILoggerFactory loggers, TimeProvider time, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "krewe" });
        builder.Services.AddSingleton(time).AddSingleton(loggers);
        // Signals are the outer host's.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        builder.AddControlPlane(gateway, _ => log);
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
            return new ActiveSilo(host, time);
        }
        catch
        {
            await DisposeAsync(host);
            throw;
        }
    }

    /// <summary>Serves a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        try
        {
            await _gateway(context);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Ends watches and sessions, finishes the requests under way within reason, then writes what waits and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        Leave();
        await _drained.Task.WaitAsync(StopTimeout, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DisposeAsync(_host);
    }

    private static ValueTask DisposeAsync(IHost host) => ((IAsyncDisposable)host).DisposeAsync();

    private void Leave()
    {
        if (Interlocked.Decrement(ref _requests) == 0)
            _drained.SetResult();
    }

    /// <summary>Starts and stops when it is told.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
