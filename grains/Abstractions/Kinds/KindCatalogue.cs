using Krewe.Grains.Collections;
using Krewe.Model.Apiextensions;
using Krewe.Model.CustomResources;
using Krewe.Model.Kinds;
using Orleans;

namespace Krewe.Grains.Kinds;

/// <summary>
/// The kinds that there are: the built-in ones and those that the stored definitions define. One for each silo.
/// </summary>
/// <remarks>
/// <para>All silos agree because none trusts its memory: whoever needs custom kinds asks for them with <see cref="FreshAsync"/>, which
/// compares with the revision of the definitions' collection and reads the definitions where they have changed. So a kind that was
/// reported as established is known to whichever silo is asked next, and after a restart before the first answer. It costs one call within the
/// process, or to the silo that has the collection. Built-in kinds need none of it: they are in every <see cref="KindSet"/>.</para>
/// <para>A definition that says the same as before keeps its kinds, the very instances; so identity tells whether a kind has changed.</para>
/// </remarks>
public sealed class KindCatalogue(IGrainFactory grains)
{
    private readonly Lock _gate = new();
    private volatile State _state = new(KindSet.BuiltIn, -1);

    /// <summary>Tells that there are other kinds than before. Called by whoever has found out; handlers must be quick.</summary>
    public event Action<KindSet>? Changed;

    /// <summary>The kinds as they were last read; the built-in ones at least.</summary>
    public KindSet Current => _state.Kinds;

    /// <summary>The kinds, including every definition that was acknowledged before the call.</summary>
    public async ValueTask<KindSet> FreshAsync()
    {
        var collection = grains.GetCollection(CustomResourceDefinitionKind.Instance);
        if (await collection.Revision() == _state.Revision)
            return Current;
        var snapshot = await collection.List(new ObjectQuery());
        return Publish(snapshot);
    }

    private KindSet Publish(CollectionSnapshot snapshot)
    {
        KindSet kinds;
        lock (_gate)
        {
            // Two may have read at once, and the older may come later.
            if (snapshot.Revision <= _state.Revision)
                return Current;
            var before = _state.Kinds;
            CustomResource[] resources =
            [
                .. snapshot.Documents.Select(document => document.As<CustomResourceDefinition>())
                    .Select(definition => CustomResource.Of(definition, before.FindResource(definition.Metadata.Name ?? ""))).OfType<CustomResource>(),
            ];
            var same = resources.Length == before.Resources.Count && resources.All(before.Resources.Contains);
            kinds = same ? before : KindSet.With(resources);
            _state = new State(kinds, snapshot.Revision);
            if (same)
                return kinds;
        }
        Changed?.Invoke(kinds);
        return kinds;
    }

    private sealed record State(KindSet Kinds, long Revision);
}
