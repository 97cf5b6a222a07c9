using System.Diagnostics.CodeAnalysis;
using Krewe.EmbeddedSilo.CodeGeneration;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>A turn that the engine itself gives a grain: activation, deactivation, a timer. Takes its place among the calls.</summary>
internal abstract class EngineRequest : GrainRequest
{
    public override int GetArgumentCount() => 0;

    public override object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index));

    public override void SetArgument(int index, object value) => throw new ArgumentOutOfRangeException(nameof(index));

    internal sealed override ValueTask<object?> InvokeUntypedAsync(object instance) =>
        throw new NotSupportedException("Filters do not see the engine's own turns.");

    internal override void Fail(Exception failure) => Target!.Silo.Log.EngineTurnFailed(failure, this);

    private protected sealed override void Deliver()
    {
    }

    private protected static GrainMethod Describe(
        [DynamicallyAccessedMembers(KeptMembers.Methods)] Type type, string name, GrainMethodOptions options = GrainMethodOptions.None) =>
        new(type, name, [], options | GrainMethodOptions.Unlimited, null, false);
}

/// <summary>The activation or deactivation of a grain: it runs alone.</summary>
internal sealed class LifecycleRequest(GrainMethod method, Func<Task> step) : EngineRequest
{
    public static readonly GrainMethod Activation = Describe(typeof(Orleans.IGrainBase), "OnActivateAsync");
    public static readonly GrainMethod Deactivation = Describe(typeof(Orleans.IGrainBase), "OnDeactivateAsync");

    public override GrainMethod Method => method;

    internal override void Invoke(RequestTarget target) => _ = RunAsync(target);

    private async Task RunAsync(RequestTarget target)
    {
        await step();
        target.Finish(this);
    }
}
