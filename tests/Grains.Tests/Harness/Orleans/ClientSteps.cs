using System.Collections.Concurrent;

namespace Krewe.Grains.Tests.Harness.Orleans;

/// <summary>Brings the continuations of a test's own code back to the thread that drives the silo, which runs them one by one.</summary>
internal sealed class ClientSteps : SynchronizationContext
{
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _steps = [];

    public override void Post(SendOrPostCallback d, object? state) => _steps.Enqueue((d, state));

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Nothing may wait for a step by blocking the thread that runs it.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs one; false when there is none.</summary>
    public bool RunOne()
    {
        if (!_steps.TryDequeue(out var step))
            return false;
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            step.Callback(step.State);
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
        return true;
    }
}
