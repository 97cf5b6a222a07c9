using Krewe.Model.Failures;

namespace Krewe.Gateway.Flow;

/// <summary>
/// Lets a bounded number of requests be served at the same time. Who finds no seat waits in the queue of its flow (its user), and free seats go
/// to the flows in turn, so that one client's storm delays that client and nobody else. Queues and waits are bounded; what is over them is
/// refused with 429. In the spirit of Kubernetes' API priority and fairness.
/// </summary>
/// <remarks>
/// A request that is still being served after <see cref="FlowLimits.SeatTime"/> keeps going and gives its seat away: it waits for a client that
/// does not read, and must not keep others from being served.
/// </remarks>
internal sealed class FairQueue : IDisposable
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);
    private readonly FlowLimits _limits;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<Waiter>> _flows = new(StringComparer.Ordinal);
    private readonly Queue<string> _turns = new();
    private readonly LinkedList<Seat> _taken = [];
    private int _waiting;
    private long _refused;

    public FairQueue(FlowLimits limits, TimeProvider time)
    {
        _limits = limits;
        _time = time;
        _sweep = time.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Requests that have a seat.</summary>
    public int Seated
    {
        get
        {
            lock (_gate)
                return _taken.Count;
        }
    }

    /// <summary>Requests that wait for one.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Requests that were refused so far.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>A seat, to be disposed at the end of the request; or the failure where the flow has too many requests already.</summary>
    public ValueTask<Outcome<Seat>> EnterAsync(string flow, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_taken.Count < _limits.Seats && _waiting == 0)
                return ValueTask.FromResult<Outcome<Seat>>(Sit());
            var queue = QueueOf(flow);
            if (queue.Count >= _limits.QueueLength || _waiting >= _limits.QueueLength * FlowLimits.MostFullQueues)
                return ValueTask.FromResult<Outcome<Seat>>(Refuse());
            var waiter = new Waiter(_time.GetTimestamp());
            queue.Enqueue(waiter);
            if (_waiting++ == 0)
                _sweep.Change(SweepEvery, SweepEvery);
            return WaitAsync(waiter, cancellationToken);
        }
    }

    public void Dispose() => _sweep.Dispose();

    private static async ValueTask<Outcome<Seat>> WaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        await using var cancelled = cancellationToken.Register(() => waiter.Outcome.TrySetCanceled(cancellationToken));
        return await waiter.Outcome.Task;
    }

    private Queue<Waiter> QueueOf(string flow)
    {
        if (!_flows.TryGetValue(flow, out var queue))
            _flows.Add(flow, queue = new Queue<Waiter>());
        if (queue.Count == 0)
            _turns.Enqueue(flow);
        return queue;
    }

    private void Leave(LinkedListNode<Seat> node)
    {
        lock (_gate)
        {
            // The seat may have been given away.
            if (node.List is null)
                return;
            _taken.Remove(node);
            SeatWaiters();
        }
    }

    private Seat Sit()
    {
        var seat = new Seat(this, _time.GetTimestamp());
        _taken.AddLast(seat.Node);
        return seat;
    }

    private ApiFailure Refuse()
    {
        Interlocked.Increment(ref _refused);
        return ApiFailure.TooManyRequests("Too many requests, please try again later.", _limits.RetryAfter);
    }

    /// <summary>Gives free seats to waiters, one of each flow in turn.</summary>
    private void SeatWaiters()
    {
        while (_taken.Count < _limits.Seats && TryNext(out var waiter))
        {
            var seat = Sit();
            // Who has gone meanwhile does not take it.
            if (!waiter.Outcome.TrySetResult(seat))
                _taken.Remove(seat.Node);
        }
        if (_waiting == 0)
            _sweep.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private bool TryNext(out Waiter waiter)
    {
        waiter = null!;
        if (!_turns.TryDequeue(out var flow))
            return false;
        var queue = _flows[flow];
        waiter = queue.Dequeue();
        _waiting--;
        if (queue.Count > 0)
            _turns.Enqueue(flow);
        else
            _flows.Remove(flow);
        return true;
    }

    private void Sweep()
    {
        lock (_gate)
        {
            while (_taken.First is { } oldest && _time.GetElapsedTime(oldest.Value.Since) >= _limits.SeatTime)
                _taken.Remove(oldest);
            SeatWaiters();
            foreach (var waiter in _flows.Values.SelectMany(queue => queue))
            {
                if (_time.GetElapsedTime(waiter.Since) >= _limits.LongestWait && !waiter.Outcome.Task.IsCompleted)
                    waiter.Outcome.TrySetResult(Refuse());
            }
        }
    }

    /// <summary>The right to be served.</summary>
    internal sealed class Seat : IDisposable
    {
        private readonly FairQueue? _owner;

        /// <param name="owner">Who gets the seat back; null for one that is nobody's.</param>
        /// <param name="since">When it was taken.</param>
        public Seat(FairQueue? owner, long since)
        {
            _owner = owner;
            Since = since;
            Node = new LinkedListNode<Seat>(this);
        }

        public long Since { get; }

        public LinkedListNode<Seat> Node { get; }

        /// <summary>Gives the seat back.</summary>
        public void Dispose() => _owner?.Leave(Node);
    }

    private sealed record Waiter(long Since)
    {
        public TaskCompletionSource<Outcome<Seat>> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
