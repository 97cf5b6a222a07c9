using System.ComponentModel;
using System.Runtime.CompilerServices;
using Krewe.EmbeddedSilo.Runtime;
using Orleans.Runtime;

namespace Krewe.EmbeddedSilo.CodeGeneration;

/// <summary>A call without a result.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class VoidRequest : GrainRequest
{
    private AsyncTaskMethodBuilder _promise;
    private Exception? _failure;

    /// <summary>What the caller waits for. To be read before the call is sent.</summary>
    internal Task Outcome => _promise.Task;

    private bool IsOneWay => (Method.Options & GrainMethodOptions.OneWay) != 0;

    /// <summary>Calls the method.</summary>
    protected abstract ValueTask InvokeMethod(object target);

    /// <inheritdoc/>
    internal sealed override void Invoke(RequestTarget target)
    {
        ValueTask call;
        try
        {
            call = target.HasFilters ? new ValueTask(IncomingCall.RunAsync(this, target)) : InvokeMethod(target.Instance);
        }
        catch (Exception failure)
        {
            call = ValueTask.FromException(failure);
        }

        if (!call.IsCompletedSuccessfully)
        {
            _ = FollowAsync(call, target);
            return;
        }

        call.GetAwaiter().GetResult();
        Complete(target.Silo);
        target.Finish(this);
    }

    internal sealed override async ValueTask<object?> InvokeUntypedAsync(object instance)
    {
        await InvokeMethod(instance);
        return null;
    }

    internal sealed override void Fail(Exception failure)
    {
        if (!TrySettle())
            return;

        _failure = failure;
        var silo = Target!.Silo;
        if (!IsOneWay)
            Publish(silo);
        else if (failure is ClientNotAvailableException)
            silo.Log.OneWayCallDropped(this, failure.Message);
        else
            silo.Log.OneWayCallFailed(failure, this);
    }

    private protected sealed override void Deliver()
    {
        if (_failure is null)
            _promise.SetResult();
        else
            _promise.SetException(_failure);
    }

    private void Complete(Silo silo)
    {
        if (TrySettle() && !IsOneWay)
            Publish(silo);
    }

    /// <summary>Follows a method that has not ended at once; every failure is the caller's to handle.</summary>
    private async Task FollowAsync(ValueTask call, RequestTarget target)
    {
        try
        {
            await call;
            Complete(target.Silo);
        }
        catch (Exception failure)
        {
            Fail(failure);
        }

        target.Finish(this);
    }
}
