using Krewe.Grains.Startup;
using Orleans;
using Orleans.Runtime;

namespace Krewe.SiloHost;

/// <summary>Brings the control plane to life once the grain engine runs and before requests are served.</summary>
internal sealed class Startup(IGrainFactory grains, TimeProvider time) : IHostedService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public Task StartAsync(CancellationToken cancellationToken) => WakeAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Wakes whatever has something to do; tries again where the silo that was asked is slow or going.</summary>
    public async Task WakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await grains.GetGrain<IControlPlaneGrain>(IControlPlaneGrain.Key).Start(cancellationToken);
                return;
            }
            catch (Exception e) when (e is TimeoutException or OrleansException)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
