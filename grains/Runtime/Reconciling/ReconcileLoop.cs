using Krewe.Grains.Clocks;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Grains.Reconciling;

/// <summary>
/// Turns signals into looks at the world, one at a time: signals during a look make one more, a failure is tried again after a
/// growing pause, and a look may ask for the next one at a time of its own.
/// </summary>
/// <remarks>
/// It lives on one interleaving timer of its grain, so that a long look holds up no calls; see <see cref="Objects.ObjectGrain"/> for why
/// that is safe. A settled grain has no timer armed and is collected when idle. While a pause after a failure lasts, signals do not
/// shorten it: a plan that fails halfway causes signals itself, and would otherwise spin.
/// </remarks>
internal sealed partial class ReconcileLoop
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private readonly Func<CancellationToken, Task<LookResult>> _look;
    private readonly Action<TimeSpan> _stayActive;
    private readonly ReconcileServices _services;
    private readonly TimeSpan _gather;
    private readonly string _name;
    private readonly IGrainTimer _timer;
    private long? _pacedUntil;
    private bool _looking;
    private bool _signalled;
    private int _failures;

    /// <param name="grain">The grain whose turns the looks are.</param>
    /// <param name="stayActive">The grain's <see cref="Grain.DelayDeactivation"/>.</param>
    /// <param name="look">Looks at what is, plans, and carries the plan out.</param>
    /// <param name="services">Options, clock, randomness, logs.</param>
    /// <param name="gather">How long signals gather before a look; zero to look at once.</param>
    public ReconcileLoop(
        Grain grain, Action<TimeSpan> stayActive, Func<CancellationToken, Task<LookResult>> look, ReconcileServices services, TimeSpan gather = default)
    {
        _look = look;
        _stayActive = stayActive;
        _services = services;
        _gather = gather;
        _name = grain.GetPrimaryKeyString();
        _timer = grain.RegisterGrainTimer(static (loop, token) => loop.Run(token), this,
            new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
    }

    /// <summary>Asks for a look.</summary>
    public void Signal()
    {
        if (_signalled)
            return;
        _signalled = true;
        if (!_looking && _failures == 0)
            Arm(UntilPaced());
    }

    private async Task Run(CancellationToken cancellationToken)
    {
        _looking = true;
        _signalled = false;
        LookResult result;
        try
        {
            result = await _look(cancellationToken);
            _failures = 0;
        }
        catch (WriteRefusedException refused)
        {
            result = new LookResult(BackOff(++_failures));
            LogRefused(_services.Logger, _name, refused.Message, result.Again!.Value);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever went wrong, the state is in storage and the next look starts from it.
            result = new LookResult(BackOff(++_failures));
            LogFailed(_services.Logger, error, _name, _failures, result.Again!.Value);
        }
        finally
        {
            _looking = false;
            _pacedUntil = _services.Clock.After(_services.Options.Pace);
        }
        if (_signalled && _failures == 0)
            result = result.Or(new LookResult(UntilPaced()));
        if (result.Again is { } pause)
            Arm(pause);
    }

    private TimeSpan UntilPaced()
    {
        var left = _pacedUntil is { } until ? _services.Clock.Until(until) : TimeSpan.Zero;
        return left > _gather ? left : _gather;
    }

    private void Arm(TimeSpan pause)
    {
        // Timers take no longer spans than some weeks, and a look too many does no harm.
        if (pause > LongestPause)
            pause = LongestPause;
        // A look that waits for its time must find its grain active; the margin covers the timer's delay.
        if (pause > _services.Options.Pace)
            _stayActive(pause + TimeSpan.FromMinutes(1));
        _timer.Change(pause, Timeout.InfiniteTimeSpan);
    }

    // Jitter keeps grains that failed together from trying together.
    private TimeSpan BackOff(int failures)
    {
        var options = _services.Options;
        var pause = Math.Min(options.FirstBackOff.Ticks * Math.Pow(2, Math.Min(failures - 1, 20)), options.MaxBackOff.Ticks);
        return TimeSpan.FromTicks((long)(pause * (0.5 + _services.Entropy.NextFraction() / 2)));
    }

    [LoggerMessage(LogLevel.Information, "{Grain} looks again in {Pause}: {Why}")]
    private static partial void LogRefused(ILogger logger, string grain, string why, TimeSpan pause);

    [LoggerMessage(LogLevel.Warning, "Look {Failures} of {Grain} failed, next in {Pause}")]
    private static partial void LogFailed(ILogger logger, Exception error, string grain, int failures, TimeSpan pause);
}
