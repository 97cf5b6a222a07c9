using Krewe.Grains.Clocks;

namespace Krewe.Grains.Reconciling;

/// <summary>What a look at the world leaves to do.</summary>
/// <param name="Again">Time until the next look; null when only a signal asks for one.</param>
internal readonly record struct LookResult(TimeSpan? Again)
{
    /// <summary>Everything is as desired.</summary>
    public static LookResult Settled => new(null);

    /// <summary>Something has changed meanwhile: look at once.</summary>
    public static LookResult Now => new(TimeSpan.Zero);

    /// <summary>Looks again at a time, or never where that is null.</summary>
    public static LookResult At(DateTimeOffset? time, DateTimeOffset now) =>
        new(time is { } at ? TimeSpan.FromTicks(Math.Max(0, (at - now).Ticks)) : null);

    /// <summary>Looks again at a moment of a steady clock, or never where that is null.</summary>
    public static LookResult At(long? moment, TimeProvider clock) =>
        new(moment is { } at ? TimeSpan.FromTicks(Math.Max(0, clock.Until(at).Ticks)) : null);

    /// <summary>The sooner of two.</summary>
    public LookResult Or(LookResult other) =>
        Again is not { } mine ? other : other.Again is not { } theirs ? this : new(mine < theirs ? mine : theirs);
}
