using Krewe.EmbeddedSilo.CodeGeneration;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>
/// What ends a call early: the caller's token, and the method's own response timeout. The caller is told at once; the grain's token is
/// cancelled as a turn of the grain.
/// </summary>
internal sealed class RequestCancellation
{
    private readonly GrainRequest _request;
    private readonly CancellationTokenSource _callee = new();
    private CancellationTokenRegistration _registration;
    private ITimer? _timer;

    private RequestCancellation(GrainRequest request) => _request = request;

    public CancellationToken Token => _callee.Token;

    /// <summary>Arms what applies to the call; called before it is sent, once its target is known.</summary>
    public static void Arm(GrainRequest request, Silo silo, CancellationToken callerToken)
    {
        var timeout = request.Method.ResponseTimeout;
        if (!request.Method.IsCancellable && timeout is null)
            return;

        var cancellation = new RequestCancellation(request);
        request.Cancellation = cancellation;
        if (timeout is not null)
        {
            using (ExecutionContext.SuppressFlow())
                cancellation._timer = silo.Time.CreateTimer(static state => ((RequestCancellation)state!).OnTimeout(), cancellation, timeout.Value, Timeout.InfiniteTimeSpan);
        }

        if (callerToken.CanBeCanceled)
            cancellation._registration = callerToken.UnsafeRegister(static (state, token) => ((RequestCancellation)state!).OnCanceled(token), cancellation);
    }

    /// <summary>Cancels the token that the grain sees, as its turn.</summary>
    public void CancelCallee()
    {
        if (_request.Phase != RequestPhase.Done)
            _request.Target?.Post(new CancelTurn(_callee));
    }

    /// <summary>The call is settled.</summary>
    public void Release()
    {
        _timer?.Dispose();
        _registration.Unregister();
    }

    private void OnTimeout() => _request.Target?.Expire(_request, _request.Method.ResponseTimeout!.Value);

    private void OnCanceled(CancellationToken token)
    {
        _request.Fail(new OperationCanceledException($"The call {_request} was cancelled by its caller.", token));
        CancelCallee();
    }

    private sealed class CancelTurn(CancellationTokenSource callee) : WorkItem
    {
        internal override void Run(TurnContext context) => callee.Cancel();
    }
}
