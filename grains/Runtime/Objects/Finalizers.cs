using Krewe.Model.Meta;
using Krewe.Planning.GarbageCollection;

namespace Krewe.Grains.Objects;

/// <summary>How propagation policies stand in objects.</summary>
internal static class Finalizers
{
    /// <summary>The finalizers of an object that is deleted with a policy; without one they stay as they are.</summary>
    public static IReadOnlyList<string> For(PropagationPolicy? policy, IReadOnlyList<string> finalizers)
    {
        if (policy is null)
            return finalizers;
        var others = finalizers.Where(finalizer => finalizer is not (CollectorFinalizers.Foreground or CollectorFinalizers.Orphan));
        return policy switch
        {
            PropagationPolicy.Foreground => [.. others, CollectorFinalizers.Foreground],
            PropagationPolicy.Orphan => [.. others, CollectorFinalizers.Orphan],
            _ => [.. others],
        };
    }
}
