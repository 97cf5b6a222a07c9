using Krewe.Model.Meta;

namespace Krewe.Planning.GarbageCollection;

/// <summary>Finalizers that hold an owner until the collector has dealt with its dependents.</summary>
public static class CollectorFinalizers
{
    /// <summary>The owner waits until its blocking dependents are gone.</summary>
    public const string Foreground = "foregroundDeletion";

    /// <summary>The owner waits until its dependents no longer name it.</summary>
    public const string Orphan = "orphan";

    /// <summary>True if one of them is on the object.</summary>
    public static bool AreOn(ObjectMeta metadata) => metadata.Finalizers.Any(static finalizer => finalizer is Foreground or Orphan);
}
