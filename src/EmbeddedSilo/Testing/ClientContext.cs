using Krewe.EmbeddedSilo.Runtime;

namespace Krewe.EmbeddedSilo.Testing;

/// <summary>Brings the continuations of a test's own code back to the scheduler.</summary>
internal sealed class ClientContext(TurnScheduler scheduler, string name) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => scheduler.Schedule(new Step(this, d, state));

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Nothing may wait for a turn of the scheduler by blocking it.");

    public override SynchronizationContext CreateCopy() => this;

    public override string ToString() => name;

    private sealed class Step(ClientContext context, SendOrPostCallback callback, object? state) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            SetSynchronizationContext(context);
            try
            {
                callback(state);
            }
            finally
            {
                SetSynchronizationContext(null);
            }
        }

        public override string ToString() => context.ToString();
    }
}
