namespace Krewe.Grains.Objects;

/// <summary>Finalizers with a meaning of their own: they say what becomes of the dependents.</summary>
internal static class Finalizers
{
    /// <summary>The object waits for its blocking dependents.</summary>
    public const string Foreground = "foregroundDeletion";

    /// <summary>The dependents lose the object as owner before it goes.</summary>
    public const string Orphan = "orphan";

    /// <summary>The finalizers of an object that is deleted with a policy; without one they stay as they are.</summary>
    public static IReadOnlyList<string> For(PropagationPolicy? policy, IReadOnlyList<string> finalizers)
    {
        if (policy is null)
            return finalizers;
        var others = finalizers.Where(finalizer => finalizer is not (Foreground or Orphan));
        return policy switch
        {
            PropagationPolicy.Foreground => [.. others, Foreground],
            PropagationPolicy.Orphan => [.. others, Orphan],
            _ => [.. others],
        };
    }
}
