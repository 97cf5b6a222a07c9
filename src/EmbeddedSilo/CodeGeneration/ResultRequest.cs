using System.ComponentModel;
using System.Runtime.CompilerServices;
using Krewe.EmbeddedSilo.Runtime;

namespace Krewe.EmbeddedSilo.CodeGeneration;

/// <summary>A call with a result.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ResultRequest<T> : GrainRequest
{
    private AsyncTaskMethodBuilder<T> _promise;
    private T? _result;
    private Exception? _failure;

    /// <summary>What the caller waits for. To be read before the call is sent.</summary>
    internal Task<T> Outcome => _promise.Task;

    /// <summary>Calls the method.</summary>
    protected abstract ValueTask<T> InvokeMethod(object target);

    /// <inheritdoc/>
    internal sealed override void Invoke(RequestTarget target)
    {
        ValueTask<T> call;
        try
        {
            call = target.HasFilters ? InvokeFilteredAsync(target) : InvokeMethod(target.Instance);
        }
        catch (Exception failure)
        {
            call = ValueTask.FromException<T>(failure);
        }

        if (!call.IsCompletedSuccessfully)
        {
            _ = FollowAsync(call, target);
            return;
        }

        Complete(call.Result, target.Silo);
        target.Finish(this);
    }

    internal sealed override async ValueTask<object?> InvokeUntypedAsync(object instance) => await InvokeMethod(instance);

    internal sealed override void Fail(Exception failure)
    {
        if (!TrySettle())
            return;

        _failure = failure;
        Publish(Target!.Silo);
    }

    private protected sealed override void Deliver()
    {
        if (_failure is null)
            _promise.SetResult(_result!);
        else
            _promise.SetException(_failure);
    }

    private void Complete(T result, Silo silo)
    {
        if (!TrySettle())
            return;

        _result = result;
        Publish(silo);
    }

    private async ValueTask<T> InvokeFilteredAsync(RequestTarget target) => (T)(await IncomingCall.RunAsync(this, target))!;

    /// <summary>Follows a method that has not ended at once; every failure is the caller's to handle.</summary>
    private async Task FollowAsync(ValueTask<T> call, RequestTarget target)
    {
        try
        {
            Complete(await call, target.Silo);
        }
        catch (Exception failure)
        {
            Fail(failure);
        }

        target.Finish(this);
    }
}
