using Krewe.Model.Meta;

namespace Krewe.Grains.Objects;

/// <summary>What a deletion does to an object.</summary>
internal abstract record DeletionStep
{
    private DeletionStep() { }

    /// <summary>The object goes now.</summary>
    public sealed record Remove : DeletionStep;

    /// <summary>The object stays for a while, marked; the new state is the same as the old one where it was marked before.</summary>
    public sealed record Mark(ApiObject Value) : DeletionStep;
}

/// <summary>Decides between marking and removing.</summary>
internal static class DeletionRules
{
    /// <param name="value">The object.</param>
    /// <param name="graceSeconds">Seconds that the kind gives it; 0 for none.</param>
    /// <param name="policy">What becomes of the dependents, or null to leave that as it is.</param>
    /// <param name="holdsItself">True where the kind keeps the object until its own work is done.</param>
    /// <param name="now">The time in whole seconds.</param>
    public static DeletionStep Apply(ApiObject value, long graceSeconds, PropagationPolicy? policy, bool holdsItself, DateTimeOffset now)
    {
        var metadata = value.Metadata;
        var finalizers = Finalizers.For(policy, metadata.Finalizers);
        if (graceSeconds == 0 && finalizers.Count == 0 && !holdsItself)
            return new DeletionStep.Remove();

        // A deletion that was asked for before is never put off, only brought forward.
        var due = now.After(graceSeconds);
        var sooner = metadata.DeletionTimestamp is null || graceSeconds < (metadata.DeletionGracePeriodSeconds ?? 0);
        var sameFinalizers = finalizers.SequenceEqual(metadata.Finalizers, StringComparer.Ordinal);
        if (!sooner && sameFinalizers)
            return new DeletionStep.Mark(value);
        return new DeletionStep.Mark(value with
        {
            Metadata = metadata with
            {
                Finalizers = finalizers,
                DeletionTimestamp = metadata.DeletionTimestamp is { } marked && (!sooner || marked < due) ? marked : due,
                DeletionGracePeriodSeconds = sooner ? graceSeconds : metadata.DeletionGracePeriodSeconds,
                // The wish to be gone is desired state.
                Generation = metadata.DeletionTimestamp is null && metadata.Generation is { } generation ? generation + 1 : metadata.Generation,
            },
        });
    }

    /// <summary>True for a marked object that nothing holds any longer.</summary>
    public static bool MayGo(ApiObject value, bool holdsItself) =>
        value.Metadata is { DeletionTimestamp: not null, DeletionGracePeriodSeconds: null or 0, Finalizers.Count: 0 } && !holdsItself;
}
