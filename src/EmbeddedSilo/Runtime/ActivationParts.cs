using Orleans.Core;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>What only few activations have.</summary>
internal sealed class ActivationParts(TurnScheduler turns)
{
    /// <summary>Where outcomes are events of their own, no other thread may come in; elsewhere nobody may run on the last turn.</summary>
    public TaskCompletionSource Deactivated { get; } =
        new(turns.DefersOutcomes ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);

    public List<IStorage> States { get; } = [];

    public GrainTimers? Timers { get; set; }

    public GrainStreams? Streams { get; set; }

    /// <summary>Timestamp until which the activation is not collected however idle.</summary>
    public long KeepUntil { get; set; } = long.MinValue;

    /// <summary>Why the activation ends, once it does.</summary>
    public DeactivationReason? Reason { get; set; }
}
