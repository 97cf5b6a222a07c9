using Krewe.Grains.Startup;
using Orleans;

namespace Krewe.SiloHost;

/// <summary>Brings the control plane to life once the grain engine runs and before requests are served.</summary>
internal sealed class Startup(IGrainFactory grains) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        grains.GetGrain<IControlPlaneGrain>(IControlPlaneGrain.Key).Start(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
