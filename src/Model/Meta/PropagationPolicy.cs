namespace Krewe.Model.Meta;

/// <summary>What becomes of the dependents of a deleted object.</summary>
public enum PropagationPolicy
{
    /// <summary>The owner goes at once, dependents are collected afterwards.</summary>
    Background,

    /// <summary>The owner goes last, after its blocking dependents.</summary>
    Foreground,

    /// <summary>Dependents stay and lose the reference.</summary>
    Orphan,
}
