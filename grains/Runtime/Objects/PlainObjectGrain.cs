namespace Krewe.Grains.Objects;

/// <inheritdoc cref="IPlainObjectGrain"/>
internal sealed class PlainObjectGrain(ObjectServices services) : ObjectGrain(services), IPlainObjectGrain;
