using Orleans.Core;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>What only few activations have.</summary>
internal sealed class ActivationParts
{
    public TaskCompletionSource Deactivated { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<IStorage> States { get; } = [];

    public GrainTimers? Timers { get; set; }

    public GrainStreams? Streams { get; set; }

    public DateTimeOffset KeepUntil { get; set; }

    /// <summary>Why the activation ends, once it does.</summary>
    public DeactivationReason? Reason { get; set; }
}
