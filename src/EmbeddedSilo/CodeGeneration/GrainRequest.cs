using System.Collections.Immutable;
using System.ComponentModel;
using System.Reflection;
using Krewe.EmbeddedSilo.Runtime;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Krewe.EmbeddedSilo.CodeGeneration;

/// <summary>How far a call has come.</summary>
internal enum RequestPhase : byte
{
    /// <summary>On its way.</summary>
    Sent,

    /// <summary>Waits until the running calls let it in.</summary>
    Waiting,

    /// <summary>Its method has begun and not ended.</summary>
    Running,

    /// <summary>Its method has ended, or never will begin.</summary>
    Done,
}

/// <summary>
/// One call: message, arguments and promise in one object. It is settled once, by its result, its timeout or its
/// cancellation, whichever comes first; the method runs on in the latter cases, and its grain stays occupied by it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GrainRequest : WorkItem, IInvokable, IThreadPoolWorkItem
{
    private int _settled;

    private protected GrainRequest()
    {
    }

    /// <summary>The method that is called.</summary>
    public abstract GrainMethod Method { get; }

    /// <summary>The token that the grain sees.</summary>
    protected CancellationToken CalleeToken => Cancellation?.Token ?? CancellationToken.None;

    /// <summary>What the call was made through; null for the engine's own calls.</summary>
    internal GrainReference? Reference { get; set; }

    /// <summary>The grain that made the call; null outside of grains.</summary>
    internal RequestTarget? Source { get; set; }

    /// <summary>The call from within which this one was made, if that one waits for it.</summary>
    internal GrainRequest? Parent { get; set; }

    /// <summary>The last call that was made from within this one.</summary>
    internal GrainRequest? LastCall { get; set; }

    /// <summary>Where the call waits or runs.</summary>
    internal RequestTarget? Target { get; set; }

    /// <summary>The running call before this one in its target's list.</summary>
    internal GrainRequest? Previous { get; set; }

    internal ImmutableDictionary<string, object>? Context { get; set; }

    internal RequestCancellation? Cancellation { get; set; }

    /// <summary>When the call is given up, in the clock's ticks; 0 until that is known.</summary>
    internal long Deadline { get; set; }

    internal RequestPhase Phase { get; set; }

    internal bool IsSettled => Volatile.Read(ref _settled) != 0;

    /// <summary>Whether the caller waits at most for the response timeout.</summary>
    internal bool HasDeadline => (Method.Options & (GrainMethodOptions.OneWay | GrainMethodOptions.Unlimited)) == 0;

    internal virtual bool CountsAsUse => true;

    /// <inheritdoc/>
    public bool IsCancellable => Method.IsCancellable;

    /// <inheritdoc/>
    public abstract int GetArgumentCount();

    /// <inheritdoc/>
    public abstract object? GetArgument(int index);

    /// <inheritdoc/>
    public abstract void SetArgument(int index, object value);

    /// <inheritdoc/>
    public string GetMethodName() => Method.Name;

    /// <inheritdoc/>
    public string GetInterfaceName() => Method.DeclaringInterface.FullName!;

    /// <inheritdoc/>
    public Type GetInterfaceType() => Method.DeclaringInterface;

    /// <inheritdoc/>
    public MethodInfo GetMethod() => Method.MethodInfo;

    /// <inheritdoc/>
    public TimeSpan? GetDefaultResponseTimeout() => Method.ResponseTimeout;

    /// <inheritdoc/>
    public CancellationToken GetCancellationToken() => CalleeToken;

    /// <summary>Tells the caller, outside of any grain's turn.</summary>
    void IThreadPoolWorkItem.Execute() => Deliver();

    /// <inheritdoc/>
    public override string ToString() => $"{Target?.Name ?? Reference?.GrainId.ToString() ?? "?"}.{Method.Name}";

    internal sealed override void Run(TurnContext context) => ((RequestTarget)context).Receive(this);

    /// <summary>Calls the method, as a turn of the target; calls <see cref="RequestTarget.Finish"/> when the method has ended.</summary>
    internal abstract void Invoke(RequestTarget target);

    /// <summary>Calls the method and gives its result as an object: the way of calls that are filtered.</summary>
    internal abstract ValueTask<object?> InvokeUntypedAsync(object instance);

    /// <summary>Settles the call with a failure, unless it is settled.</summary>
    internal abstract void Fail(Exception failure);

    /// <summary>Hands the outcome to whoever waits for it.</summary>
    private protected abstract void Deliver();

    private protected bool TrySettle() => Interlocked.Exchange(ref _settled, 1) == 0;

    private protected void Publish(Silo silo)
    {
        Cancellation?.Release();
        if (silo.Turns.DefersOutcomes || TurnContext.Current is null)
            silo.Turns.Schedule(this);
        else
            Deliver();
    }
}
