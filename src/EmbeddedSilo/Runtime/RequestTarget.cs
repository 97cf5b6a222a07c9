using Krewe.EmbeddedSilo.CodeGeneration;
using Orleans.Runtime;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>
/// A mailbox that takes calls, and decides which may run side by side: an interleaving call with any, a read-only one with its like,
/// any other only alone. Calls that must wait do so in their order. All but <see cref="Backlog"/> belongs to the mailbox's own turns.
/// </summary>
internal abstract class RequestTarget(Silo silo) : TurnContext(silo)
{
    /// <summary>Which of several interleaving calls a flow belongs to. Calls that run alone need no such mark.</summary>
    private static readonly AsyncLocal<GrainRequest?> Interleaved = new();

    private GrainRequest? _running;
    private GrainRequest? _exclusive;
    private int _readers;
    private int _withDeadline;
    private WaitingRequests _waiting;
    private bool _isWatched;

    /// <summary>The object whose methods are called.</summary>
    public abstract object Instance { get; }

    /// <summary>Whether calls pass through filters.</summary>
    public abstract bool HasFilters { get; }

    /// <summary>How many calls may wait; 0 for any number.</summary>
    public abstract int BacklogLimit { get; }

    /// <summary>How many calls wait, as a guess.</summary>
    public int Backlog => _waiting.Count + InboxLength;

    /// <summary>How many calls wait or run, as a guess.</summary>
    public int Load => Backlog + (Volatile.Read(ref _running) is null ? 0 : 1);

    /// <summary>The call that the current flow works for.</summary>
    public GrainRequest? CurrentRequest =>
        Interleaved.Value is { Phase: RequestPhase.Running } request && request.Target == this ? request : _exclusive;

    /// <summary>The call that keeps others from running.</summary>
    public GrainRequest? Exclusive => Volatile.Read(ref _exclusive);

    protected bool IsBusy => _running is not null;

    protected bool HasWaiting => _waiting.Count > 0;

    /// <summary>Whether calls may begin.</summary>
    protected abstract bool IsOpen { get; }

    /// <summary>Whether all calls interleave.</summary>
    protected virtual bool IsReentrant => false;

    /// <inheritdoc/>
    protected override bool HasReady => _waiting.First is { } first && CanBegin(first);

    /// <summary>Whether calls that wait here do so until this one has ended.</summary>
    public bool Awaits(GrainRequest running) =>
        running.Target == this && running.Phase == RequestPhase.Running && (!IsOpen || !Interleaves(running));

    /// <summary>A call has come.</summary>
    public virtual void Receive(GrainRequest request)
    {
        if (request.IsSettled)
            request.Phase = RequestPhase.Done;
        else if (CanBegin(request) && (_waiting.First is null || Interleaves(request)))
            Begin(request);
        else
            Wait(request);
    }

    /// <summary>A call's method has ended.</summary>
    public void Finish(GrainRequest request)
    {
        request.Phase = RequestPhase.Done;
        if (request == _exclusive)
            _exclusive = null;
        else if (!Interleaves(request))
            _readers--;
        if (request.HasDeadline)
            _withDeadline--;
        Unlink(request);
    }

    /// <summary>Gives up the calls whose time is over, and sets the time of those that have none.</summary>
    public void CheckDeadlines()
    {
        _isWatched = false;
        var now = Silo.Time.GetTimestamp();
        for (var request = _running; request is not null; request = (GrainRequest?)request.Next)
            CheckDeadline(request, now);
        for (var request = _waiting.First; request is not null; request = (GrainRequest?)request.Next)
            CheckDeadline(request, now);
    }

    public void Expire(GrainRequest request, TimeSpan timeout)
    {
        request.Fail(new TimeoutException($"{request} did not answer within {timeout}."));
        if (Silo.Messaging.CancelRequestOnTimeout)
            request.Cancellation?.CancelCallee();
    }

    /// <summary>Lets a call begin, whatever else runs.</summary>
    protected void Begin(GrainRequest request)
    {
        var interleaves = Interleaves(request);
        request.Phase = RequestPhase.Running;
        Link(request);
        if (request.HasDeadline)
            _withDeadline++;
        if (!interleaves)
        {
            if ((request.Method.Options & GrainMethodOptions.ReadOnly) != 0)
                _readers++;
            else
                Volatile.Write(ref _exclusive, request);
        }

        if (request.Context is { } context)
            RequestContext.Current = context;
        if (interleaves || request != _exclusive)
            Interleaved.Value = request;
        OnBegin(request);
        request.Invoke(this);
    }

    /// <summary>Puts a call aside until it may begin.</summary>
    protected void Wait(GrainRequest request)
    {
        if (DeadlockDetector.Find(request, this) is { } cycle)
        {
            Refuse(request, new GrainDeadlockException(cycle));
            return;
        }

        request.Phase = RequestPhase.Waiting;
        if (request.HasDeadline)
            _withDeadline++;
        _waiting.Add(request);
    }

    /// <summary>Takes out all that wait.</summary>
    protected GrainRequest? TakeWaiting()
    {
        var first = _waiting.TakeAll();
        for (var request = first; request is not null; request = (GrainRequest?)request.Next)
        {
            if (request.HasDeadline)
                _withDeadline--;
        }

        return first;
    }

    protected static void Refuse(GrainRequest request, Exception failure)
    {
        request.Phase = RequestPhase.Done;
        request.Fail(failure);
    }

    protected virtual void OnBegin(GrainRequest request)
    {
    }

    protected override bool RunReady()
    {
        while (_waiting.First is { } first && CanBegin(first))
        {
            var request = _waiting.Take();
            if (request.HasDeadline)
                _withDeadline--;
            if (!request.IsSettled)
            {
                Begin(request);
                return true;
            }

            request.Phase = RequestPhase.Done;
        }

        return false;
    }

    protected override void OnEmpty()
    {
        if (_withDeadline == 0 || _isWatched)
            return;

        CheckDeadlines();
        _isWatched = true;
        Silo.Deadlines.Watch(this);
    }

    private bool Interleaves(GrainRequest request) => IsReentrant || (request.Method.Options & GrainMethodOptions.AlwaysInterleave) != 0;

    private bool CanBegin(GrainRequest request)
    {
        if (!IsOpen)
            return false;
        if (_running is null || Interleaves(request))
            return true;

        return _exclusive is null && (_readers == 0 || (request.Method.Options & GrainMethodOptions.ReadOnly) != 0);
    }

    private void CheckDeadline(GrainRequest request, long now)
    {
        if (!request.HasDeadline || request.IsSettled)
            return;

        if (request.Deadline == 0)
            request.Deadline = now + Silo.Deadlines.TimeoutTicks;
        else if (now >= request.Deadline)
            Expire(request, Silo.Messaging.ResponseTimeout);
    }

    private void Link(GrainRequest request)
    {
        request.Next = _running;
        request.Previous = null;
        if (_running is not null)
            _running.Previous = request;
        _running = request;
    }

    private void Unlink(GrainRequest request)
    {
        var next = (GrainRequest?)request.Next;
        if (request.Previous is null)
            _running = next;
        else
            request.Previous.Next = next;
        if (next is not null)
            next.Previous = request.Previous;
        request.Next = null;
        request.Previous = null;
    }
}
