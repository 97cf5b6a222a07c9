namespace Krewe.Storage;

/// <summary>
/// The caller's side of a write that waits for its transaction: from the moment it is queued until it is answered, or withdrawn.
/// </summary>
internal sealed class PendingAnswer<TAnswer>
{
    private const int Waiting = 0, Begun = 1, Withdrawn = 2;

    private readonly TaskCompletionSource<TAnswer> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _stage = Waiting;

    /// <summary>The writer takes it up; false when the caller has withdrawn it before.</summary>
    public bool TryBegin() => Interlocked.CompareExchange(ref _stage, Begun, Waiting) == Waiting;

    /// <summary>The transaction is durable.</summary>
    public void Succeed(TAnswer answer) => _completion.SetResult(answer);

    /// <summary>The transaction failed. Each caller throws an exception of its own, since a shared one would mix up their stack traces.</summary>
    public void Fail(ObjectLogException cause) => _completion.SetException(new ObjectLogException(cause.Failure, cause.Message, cause));

    /// <summary>
    /// Waits for the answer. Cancellation withdraws a write that still waits, and has no effect on one that has begun: what
    /// cannot be taken back is answered.
    /// </summary>
    public async Task<TAnswer> WaitAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static (answer, token) => ((PendingAnswer<TAnswer>)answer!).Withdraw(token), this);
        return await _completion.Task;
    }

    private void Withdraw(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _stage, Withdrawn, Waiting) == Waiting)
            _completion.SetCanceled(cancellationToken);
    }
}
