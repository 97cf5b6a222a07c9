using Npgsql;
using Orleans.Runtime;

namespace Krewe.SiloHost.Engines;

/// <summary>Takes stale members out for as long as this silo is on its way into the cluster; from then on the silos watch each other.</summary>
internal sealed partial class StaleMembersRemoval(StaleMembers members, ISiloStatusOracle silos, TimeProvider time, ILogger<StaleMembersRemoval> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (silos.CurrentStatus is SiloStatus.None or SiloStatus.Created or SiloStatus.Joining)
            {
                await TrySweepAsync(stoppingToken);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task TrySweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await members.SweepAsync(cancellationToken);
        }
        catch (NpgsqlException e)
        {
            LogAway(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The cluster's members could not be read: {Problem}")]
    private partial void LogAway(string problem);
}
