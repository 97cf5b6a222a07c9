using Krewe.Grains.Admission;
using Krewe.Grains.Randomness;

namespace Krewe.Grains.Objects;

/// <summary>What every object grain works with.</summary>
/// <param name="Clock">The time.</param>
/// <param name="Entropy">Randomness.</param>
/// <param name="Admission">What the cluster has to say about writes.</param>
internal sealed record ObjectServices(TimeProvider Clock, Entropy Entropy, AdmissionChain Admission)
{
    /// <summary>The time as the API keeps it, in whole seconds.</summary>
    public DateTimeOffset Now()
    {
        var now = Clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }
}
