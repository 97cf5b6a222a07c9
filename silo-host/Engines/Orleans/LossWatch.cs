using System.Threading.Channels;
using Krewe.Gateway.Hosting;
using Orleans.Runtime;

namespace Krewe.SiloHost.Engines;

/// <summary>
/// Wakes what may have been at work on a silo that left: signals that its grains had taken are gone with it. Each surviving silo does so; a
/// look too many costs little. Its own caches ask at once who holds their collections now.
/// </summary>
internal sealed class LossWatch(ISiloStatusOracle silos, Startup startup, IServiceProvider services, TimeProvider time)
    : BackgroundService, ISiloStatusListener
{
    /// <summary>After this a second look finds what was signalled to activations that were still being given up.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(5);

    private readonly Channel<bool> _losses = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status == SiloStatus.Dead)
            _losses.Writer.TryWrite(true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        silos.SubscribeToSiloStatusEvents(this);
        try
        {
            await foreach (var _ in _losses.Reader.ReadAllAsync(stoppingToken))
            {
                services.RefreshCaches();
                await startup.WakeAsync(stoppingToken);
                await Task.Delay(Afterwards, time, stoppingToken);
                services.RefreshCaches();
                await startup.WakeAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            silos.UnSubscribeFromSiloStatusEvents(this);
        }
    }
}
