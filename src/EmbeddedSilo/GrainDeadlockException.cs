using Orleans.Runtime;

namespace Krewe.EmbeddedSilo;

/// <summary>A call was refused because it would have waited for itself. Orleans lets such calls run into the response timeout.</summary>
/// <param name="cycle">The calls in their order, each as <c>type/key.Method</c>; the last one was refused.</param>
public sealed class GrainDeadlockException(IReadOnlyList<string> cycle)
    : OrleansException($"Deadlock: {string.Join(" -> ", cycle)} would wait for itself.")
{
    /// <summary>The calls in their order, each as <c>type/key.Method</c>.</summary>
    public IReadOnlyList<string> Cycle { get; } = cycle;
}
