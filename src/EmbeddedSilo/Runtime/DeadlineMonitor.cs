using Krewe.EmbeddedSilo.CodeGeneration;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>
/// Gives up calls that were not answered in time. Only targets that ran out of work with unanswered calls are watched, so that calls
/// which are answered at once cost nothing; a deadline is therefore precise to two periods. A grain that blocks its thread also
/// blocks this.
/// </summary>
internal sealed class DeadlineMonitor : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeSpan _period;
    private readonly ITimer _timer;
    private List<RequestTarget> _watched = [];

    public DeadlineMonitor(Silo silo)
    {
        var timeout = silo.Messaging.ResponseTimeout;
        TimeoutTicks = (long)(timeout.TotalSeconds * silo.Time.TimestampFrequency);
        _period = TimeSpan.FromMilliseconds(Math.Clamp(timeout.TotalMilliseconds / 10, 10, 1000));
        using (ExecutionContext.SuppressFlow())
            _timer = silo.Time.CreateTimer(static state => ((DeadlineMonitor)state!).Check(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The response timeout in the clock's ticks.</summary>
    public long TimeoutTicks { get; }

    /// <summary>Has the target check its calls after a period.</summary>
    public void Watch(RequestTarget target)
    {
        lock (_lock)
        {
            _watched.Add(target);
            if (_watched.Count == 1)
                _timer.Change(_period, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        List<RequestTarget> due;
        lock (_lock)
        {
            due = _watched;
            _watched = [];
        }

        foreach (var target in due)
            target.Post(new CheckTurn());
    }

    private sealed class CheckTurn : WorkItem
    {
        internal override void Run(TurnContext context) => ((RequestTarget)context).CheckDeadlines();
    }
}
