using Krewe.Gateway;
using Krewe.Storage;
using Krewe.Storage.Leases;
using Krewe.Storage.Memory;
using Microsoft.Extensions.Logging.Abstractions;

namespace Krewe.SiloHost.Standby;

/// <summary>
/// Takes this silo from role to role: it stands by until the lease is its own, is the active silo for a term, and stands by again.
/// </summary>
/// <remarks>
/// Why two silos never both serve: requests are answered from memory only while the term holds by this process' own clock, which
/// ends before the lease does in the database; and whatever is written after all is refused there, because its epoch is spent.
/// </remarks>
internal sealed partial class SiloSwitch(
    ISharedStore store, RoleBoard board, GatewayOptions gateway, SiloAddress address, LeaseTiming timing, TimeProvider time, IHostApplicationLifetime lifetime,
    ILoggerFactory loggers) : BackgroundService, ILeaseObserver
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = loggers.CreateLogger<SiloSwitch>();
    private readonly TaskCompletionSource _standingBy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _away;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The server stops last, and waits for its requests; those of the active silo end only with it.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        var rehearsing = RehearseAsync(either.Token);
        try
        {
            var self = new LeaseHolder(Guid.NewGuid().ToString("N"), await address.WaitAsync(either.Token));
            var keeper = new LeaseKeeper(store, self, timing, this, time);
            LogStandingBy(self.Address);
            while (true)
                await ServeAsync(await keeper.AcquireAsync(either.Token), either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The process stops.
        }
        finally
        {
            await rehearsing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    void ILeaseObserver.Seen(Lease lease)
    {
        _away = false;
        _standingBy.TrySetResult();
        board.Post(lease.Holder is { } holder ? new SiloRole.StandingBy(lease.Epoch, holder.Address) : new SiloRole.Waiting());
    }

    void ILeaseObserver.Away(ObjectLogException failure)
    {
        if (!_away)
            LogAway(failure.Message);
        _away = true;
    }

    private async Task ServeAsync(LeaseTerm term, CancellationToken stopping)
    {
        _away = false;
        var begun = time.GetTimestamp();
        board.Post(new SiloRole.Waiting());
        using var ending = new CancellationTokenSource();
        var keeping = term.KeepAsync(ending.Token);
        try
        {
            await using var silo = await ActiveSilo.StartAsync(gateway, store.OpenLog(term.Epoch), loggers, time, stopping);
            board.Post(new SiloRole.Active(term, silo));
            LogActive(term.Epoch, time.GetElapsedTime(begun).TotalSeconds);
            try
            {
                LogEnded(term.Epoch, await keeping.WaitAsync(stopping));
            }
            finally
            {
                board.Post(new SiloRole.Waiting());
            }
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            // Whatever kept it from serving, another silo shall have the chance, and later this one again.
            LogFailed(e, term.Epoch);
            await Task.Delay(PauseAfterFailure, time, stopping);
        }
        finally
        {
            await ending.CancelAsync();
            await ((Task)keeping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ReleaseAsync(term);
        }
    }

    /// <summary>
    /// Once it stands by, a silo brings a control plane to life on nothing and ends it again, and knocks at the database: what is slow the first time in a
    /// process is then not slow in a takeover.
    /// </summary>
    private async Task RehearseAsync(CancellationToken stopping)
    {
        await _standingBy.Task.WaitAsync(stopping);
        try
        {
            await using (await ActiveSilo.StartAsync(gateway, new MemoryObjectLog(), NullLoggerFactory.Instance, time, stopping)) { }
            // No lease has the epoch 0: this reads, and writes nothing.
            await using var log = store.OpenLog(0);
            await log.LoadAsync("namespaces", stopping);
            await log.CommitAsync(new CommitBatch("namespaces", 0, []), stopping);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            LogRehearsalFailed(e);
        }
    }

    private async Task ReleaseAsync(LeaseTerm term)
    {
        try
        {
            await term.ReleaseAsync(CancellationToken.None);
        }
        catch (ObjectLogException e)
        {
            LogAway(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Standing by at {Address}")]
    private partial void LogStandingBy(Uri address);

    [LoggerMessage(LogLevel.Information, "Active under epoch {Epoch}, {Seconds:0.00} s after the lease was granted")]
    private partial void LogActive(long epoch, double seconds);

    [LoggerMessage(LogLevel.Warning, "No longer active under epoch {Epoch}: {End}")]
    private partial void LogEnded(long epoch, TermEnd end);

    [LoggerMessage(LogLevel.Error, "Could not serve under epoch {Epoch}")]
    private partial void LogFailed(Exception exception, long epoch);

    [LoggerMessage(LogLevel.Warning, "The rehearsal failed; a takeover may be slower, or fail too")]
    private partial void LogRehearsalFailed(Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Problem}")]
    private partial void LogAway(string problem);
}
