using Krewe.EmbeddedSilo.CodeGeneration;
using Orleans.Runtime;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>The timers of one activation; they end with it.</summary>
internal sealed class GrainTimers(Activation activation)
{
    private readonly HashSet<GrainTimer> _timers = [];
    private bool _stopped;

    public IGrainTimer Add(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer(activation, this, callback, options);
        if (_stopped)
        {
            timer.Dispose();
            return timer;
        }

        _timers.Add(timer);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public void Remove(GrainTimer timer) => _timers.Remove(timer);

    public void Stop()
    {
        _stopped = true;
        foreach (var timer in _timers.ToArray())
            timer.Dispose();
    }
}

/// <summary>
/// A timer of a grain. Its tick takes its place among the calls of the grain, one at a time; the next one is armed when the callback
/// has ended, so that ticks never pile up.
/// </summary>
internal sealed class GrainTimer : EngineRequest, IGrainTimer
{
    private static readonly GrainMethod Exclusive = Describe(typeof(IGrainTimer), "Tick");
    private static readonly GrainMethod Interleaving = Describe(typeof(IGrainTimer), "Tick", GrainMethodOptions.AlwaysInterleave);

    private readonly Activation _activation;
    private readonly GrainTimers _owner;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly CancellationTokenSource _disposal = new();
    private readonly ITimer _timer;
    private TimeSpan _period;
    private bool _ticking;
    private bool _changed;
    private bool _isDueAgain;

    public GrainTimer(Activation activation, GrainTimers owner, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _owner = owner;
        _callback = callback;
        _options = options;

        // What the registering call carries with it is not the timer's.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = activation.Silo.Time.CreateTimer(
                static timer => ((GrainTimer)timer!)._activation.Post(new DueTurn((GrainTimer)timer)),
                this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public override GrainMethod Method => _options.Interleave ? Interleaving : Exclusive;

    internal override bool CountsAsUse => _options.KeepAlive;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        _changed = true;
        if (!_disposal.IsCancellationRequested)
            _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        if (_disposal.IsCancellationRequested)
            return;

        _timer.Dispose();
        _owner.Remove(this);
        _disposal.Cancel();
    }

    internal override void Invoke(RequestTarget target) => _ = TickAsync();

    private void Due()
    {
        if (_disposal.IsCancellationRequested)
            return;
        if (_ticking)
        {
            // Changed by its own callback, or while it waited its turn.
            _isDueAgain = true;
            return;
        }

        _ticking = true;
        _changed = false;
        Target = _activation;
        _activation.Receive(this);
    }

    private async Task TickAsync()
    {
        try
        {
            if (!_disposal.IsCancellationRequested)
                await _callback(_disposal.Token);
        }
        catch (OperationCanceledException) when (_disposal.IsCancellationRequested)
        {
            // The timer ended while its callback ran.
        }
        catch (Exception failure)
        {
            _activation.Silo.Log.TimerFailed(failure, _activation.GrainId);
        }

        _activation.Finish(this);
        _ticking = false;
        if (_disposal.IsCancellationRequested)
            return;

        if (_isDueAgain)
            _activation.Post(new DueTurn(this));
        else if (!_changed)
            _timer.Change(_period, Timeout.InfiniteTimeSpan);
        _isDueAgain = false;
    }

    private sealed class DueTurn(GrainTimer timer) : WorkItem
    {
        internal override void Run(TurnContext context) => timer.Due();
    }
}
