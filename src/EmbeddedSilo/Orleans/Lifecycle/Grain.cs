using Krewe.EmbeddedSilo.Runtime;
using Orleans.Runtime;

namespace Orleans;

/// <summary>The base of grains: one object for each activation, entered by one turn at a time.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    /// <summary>Only the engine constructs grains.</summary>
    /// <exception cref="InvalidOperationException">The grain is constructed elsewhere.</exception>
    protected Grain() => GrainContext = TurnContext.Current as Activation
        ?? throw new InvalidOperationException($"{GetType()} is a grain: only a silo constructs it.");

    /// <summary>The activation that this object belongs to.</summary>
    public IGrainContext GrainContext { get; }

    /// <summary>A reference to this grain.</summary>
    public GrainReference GrainReference => GrainContext.GrainReference;

    /// <summary><c>type/key</c></summary>
    public string IdentityString => GrainContext.GrainId.ToString();

    /// <summary>Makes references to other grains.</summary>
    protected IGrainFactory GrainFactory => Activation.Silo;

    /// <summary>The services of the silo.</summary>
    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    private Activation Activation => (Activation)GrainContext;

    /// <summary>Called as the activation's first turn, after its persistent states were read. A failure is reported to all callers.</summary>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called as the activation's last turn. Not called when the process dies: nothing may depend on it.</summary>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends this activation once its running calls have finished.</summary>
    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    /// <summary>As <see cref="DeactivateOnIdle"/>: there is no other place to move to.</summary>
    protected void MigrateOnIdle() => GrainBaseExtensions.MigrateOnIdle(this);

    /// <summary>Keeps this activation from being collected as idle for at least this long; a negative span takes that back.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => Activation.DelayDeactivation(timeSpan);
}
