namespace Krewe.Grains.Reconciling;

/// <summary>How grains look at the world and carry out plans.</summary>
public sealed record ReconcileOptions
{
    /// <summary>
    /// Time between the end of a look and the next one that a signal asks for. While a thousand pods start, their replica set is
    /// signalled all the time; looking a hundred times a second is soon enough and leaves the processor to the pods.
    /// </summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>The pause after the first failure; it doubles with each further one.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest pause between attempts. What a person repairs should show within seconds.</summary>
    public TimeSpan MaxBackOff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Writes of one plan that are under way at a time: enough to fill a batch of the collection, too few to crowd out others.</summary>
    public int Parallelism { get; init; } = 256;

    internal IEnumerable<string> Errors()
    {
        if (Pace < TimeSpan.Zero) yield return $"{nameof(Pace)} must not be negative";
        if (FirstBackOff <= TimeSpan.Zero) yield return $"{nameof(FirstBackOff)} must be positive";
        if (MaxBackOff < FirstBackOff) yield return $"{nameof(MaxBackOff)} must be at least {nameof(FirstBackOff)}";
        if (Parallelism < 1) yield return $"{nameof(Parallelism)} must be at least 1";
    }
}
