using Krewe.Storage;

namespace Krewe.SiloHost.Engines;

/// <summary>Keeps the cluster's lease for as long as one of its silos lives, and takes it again where it was lost.</summary>
internal sealed partial class ClusterLeaseRenewal(ClusterLease lease, TimeProvider time, ILogger<ClusterLeaseRenewal> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await Task.Delay(ClusterLease.Duration / 3, time, stoppingToken);
                await lease.RenewAsync(await lease.JoinAsync(stoppingToken), stoppingToken);
            }
            catch (ObjectLogException e)
            {
                // Nothing is lost: an ended lease fences nobody until another takes it.
                LogAway(e.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The lease could not be renewed: {Problem}")]
    private partial void LogAway(string problem);
}
