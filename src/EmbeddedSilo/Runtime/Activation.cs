using Krewe.EmbeddedSilo.CodeGeneration;
using Orleans.Runtime;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>
/// One activation of a grain. Its state only moves forward: the first call activates it, whatever ends it waits for the running
/// calls and then gives the waiting ones to the next activation.
/// </summary>
internal sealed class Activation(GrainBinding binding, IdSpan key, long number)
    : RequestTarget(binding.Silo), IGrainContext, ICallTarget
{
    private ActivationParts? _parts;
    private volatile ActivationState _state;
    private object? _instance;
    private int _lastUse = binding.Silo.Collector.Pass;

    public GrainBinding Binding => binding;

    /// <summary>Counts the silo's activations, so that they have an order.</summary>
    public long Number => number;

    public GrainId GrainId => new(binding.GrainType, key);

    public override string Name => GrainId.ToString();

    public override object Instance => _instance!;

    public object? GrainInstance => _instance;

    public override bool HasFilters => binding.HasFilters;

    public override int BacklogLimit => binding.BacklogLimit;

    public GrainReference GrainReference => Silo.ReferenceTo(binding.Class.Interfaces[0], GrainId);

    public IServiceProvider ActivationServices => Silo.ServiceProvider;

    public Task Deactivated => Parts.Deactivated.Task;

    public GrainTimers Timers => Parts.Timers ??= new GrainTimers(this);

    /// <summary>What only few activations have; made when first asked for.</summary>
    public ActivationParts Parts => _parts ?? Interlocked.CompareExchange(ref _parts, new ActivationParts(Silo.Turns), null) ?? _parts;

    /// <summary>Whether the collector may look closer: as a guess, from any thread.</summary>
    public bool LooksIdle(int pass) =>
        _state == ActivationState.Active && pass - Volatile.Read(ref _lastUse) > binding.IdlePasses;

    protected override bool IsOpen => _state == ActivationState.Active;

    protected override bool IsReentrant => binding.Class.IsReentrant;

    protected override bool HasReady => base.HasReady || MustDeactivate;

    private bool MustDeactivate => _state == ActivationState.Ending && !IsBusy;

    public RequestTarget? Pick() => _state == ActivationState.Ended ? null : this;

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        if (Current == this)
            End(deactivationReason);
        else
            Post(new DeactivateTurn(deactivationReason));
    }

    public void DelayDeactivation(TimeSpan span)
    {
        if (span == TimeSpan.MaxValue || span == Timeout.InfiniteTimeSpan)
            Parts.KeepUntil = long.MaxValue;
        else
            Parts.KeepUntil = span < TimeSpan.Zero ? long.MinValue : Silo.Time.GetTimestamp() + (long)(span.TotalSeconds * Silo.Time.TimestampFrequency);
    }

    /// <summary>Ends the activation if it is idle indeed; called as its turn.</summary>
    public void EndIfIdle(int pass)
    {
        if (LooksIdle(pass) && !IsBusy && !HasWaiting && (_parts is null || _parts.KeepUntil <= Silo.Time.GetTimestamp()))
            End(new(DeactivationReasonCode.ActivationIdle, "The activation was idle for its age limit."));
    }

    public override void Receive(GrainRequest request)
    {
        if (_state == ActivationState.Ended)
        {
            Silo.Calls.Forward(request);
            return;
        }

        base.Receive(request);
        if (_state == ActivationState.Created)
        {
            _state = ActivationState.Activating;
            Begin(new LifecycleRequest(LifecycleRequest.Activation, ActivateAsync) { Target = this });
        }
    }

    protected override void OnBegin(GrainRequest request)
    {
        if (request.CountsAsUse)
            Volatile.Write(ref _lastUse, Silo.Collector.Pass);
    }

    protected override bool RunReady()
    {
        if (!MustDeactivate)
            return base.RunReady();

        _state = ActivationState.Deactivating;
        Begin(new LifecycleRequest(LifecycleRequest.Deactivation, DeactivateAsync) { Target = this });
        return true;
    }

    private void End(DeactivationReason reason)
    {
        if (_state is ActivationState.Created or ActivationState.Activating)
        {
            Parts.Reason ??= reason;
        }
        else if (_state == ActivationState.Active)
        {
            Parts.Reason ??= reason;
            _state = ActivationState.Ending;
            _parts!.Timers?.Stop();
            _parts.Streams?.AbortAll();
        }
    }

    private async Task ActivateAsync()
    {
        try
        {
            using var timeout = new CancellationTokenSource(Silo.Collection.ActivationTimeout, Silo.Time);
            _instance = binding.Class.Create(new GrainConstruction(this));
            if (_parts is { } parts)
            {
                foreach (var state in parts.States)
                    await state.ReadStateAsync(timeout.Token);
            }

            await ((IGrainBase)_instance).OnActivateAsync(timeout.Token);
            _state = ActivationState.Active;
            if (_parts?.Reason is { } reason)
                Post(new DeactivateTurn(reason));
        }
        catch (Exception failure)
        {
            Silo.Log.ActivationFailed(failure, GrainId);
            await CloseAsync();
            foreach (var call in TakeWaitingCalls())
                Refuse(call, failure);
        }
    }

    private async Task DeactivateAsync()
    {
        var reason = _parts!.Reason!.Value;
        try
        {
            using var timeout = new CancellationTokenSource(Silo.Collection.DeactivationTimeout, Silo.Time);
            await ((IGrainBase)_instance!).OnDeactivateAsync(reason, timeout.Token)
                .WaitAsync(Silo.Collection.DeactivationTimeout, Silo.Time, CancellationToken.None);
        }
        catch (Exception failure)
        {
            Silo.Log.DeactivationFailed(failure, GrainId);
        }

        await CloseAsync();
        foreach (var call in TakeWaitingCalls())
            Silo.Calls.Forward(call);
    }

    /// <summary>Takes out the calls that wait; ticks of timers among them end here.</summary>
    private List<GrainRequest> TakeWaitingCalls()
    {
        List<GrainRequest> calls = [];
        for (var request = TakeWaiting(); request is not null;)
        {
            var next = (GrainRequest?)request.Next;
            if (request is not EngineRequest)
                calls.Add(request);
            request = next;
        }

        return calls;
    }

    /// <summary>From here on the identity is free for a new activation; calls that still come here are forwarded to that.</summary>
    private async ValueTask CloseAsync()
    {
        _parts?.Timers?.Stop();
        _parts?.Streams?.AbortAll();
        try
        {
            if (_instance is IAsyncDisposable asyncDisposable)
                await asyncDisposable.DisposeAsync();
            else if (_instance is IDisposable disposable)
                disposable.Dispose();
        }
        catch (Exception failure)
        {
            Silo.Log.DeactivationFailed(failure, GrainId);
        }

        _state = ActivationState.Ended;
        Silo.Directory.Remove(this);
        Parts.Deactivated.TrySetResult();
    }

    private sealed class DeactivateTurn(DeactivationReason reason) : WorkItem
    {
        internal override void Run(TurnContext context) => ((Activation)context).End(reason);
    }
}

/// <summary>The states of an activation, in their order.</summary>
internal enum ActivationState : byte
{
    /// <summary>No call has come.</summary>
    Created,

    /// <summary>The grain is constructed and activates itself; calls wait.</summary>
    Activating,

    /// <summary>Calls run.</summary>
    Active,

    /// <summary>The running calls end; others wait.</summary>
    Ending,

    /// <summary>The grain deactivates itself; calls wait.</summary>
    Deactivating,

    /// <summary>Calls are forwarded to the next activation.</summary>
    Ended,
}
