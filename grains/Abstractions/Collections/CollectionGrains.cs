using Krewe.Model.Kinds;
using Orleans;

namespace Krewe.Grains.Collections;

/// <summary>Finds the collection of a kind.</summary>
public static class CollectionGrains
{
    /// <summary>The collection that orders and keeps the kind's objects.</summary>
    public static ICollectionGrain GetCollection(this IGrainFactory grains, KindDefinition kind) =>
        grains.GetGrain<ICollectionGrain>(kind.Collection);
}
