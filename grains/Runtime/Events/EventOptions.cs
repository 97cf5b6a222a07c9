namespace Krewe.Grains.Events;

/// <summary>How much is kept of what happened.</summary>
public sealed record EventOptions
{
    /// <summary>
    /// How long notes wait for others before they are written. People do not read faster, and the work that the notes are about, such
    /// as a thousand pods being placed, is not held up by writing about it.
    /// </summary>
    public TimeSpan Gathering { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long an event is kept after it happened last; an hour, as in Kubernetes.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often old events are removed.</summary>
    public TimeSpan ExpiryInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Notes of a component that may wait to be written. Events are for people: of a flood, the first few thousand say enough.</summary>
    public int MaxWaiting { get; init; } = 4_096;

    internal IEnumerable<string> Errors()
    {
        if (Gathering < TimeSpan.Zero) yield return $"{nameof(Gathering)} must not be negative";
        if (Lifetime <= TimeSpan.Zero) yield return $"{nameof(Lifetime)} must be positive";
        if (ExpiryInterval <= TimeSpan.Zero) yield return $"{nameof(ExpiryInterval)} must be positive";
        if (MaxWaiting < 1) yield return $"{nameof(MaxWaiting)} must be at least 1";
    }
}
