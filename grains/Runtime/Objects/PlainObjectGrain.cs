using Orleans;

namespace Krewe.Grains.Objects;

/// <inheritdoc cref="IPlainObjectGrain"/>
/// <remarks>It remembers nothing, so it is let go soon: a burst of new objects does not stay in memory as activations.</remarks>
[CollectionAgeLimit(Minutes = 1)]
internal sealed class PlainObjectGrain(ObjectServices services) : ObjectGrain(services), IPlainObjectGrain
{
    protected override void OnRemoved() => DeactivateOnIdle();
}
