using FsCheck;
using FsCheck.Fluent;
using Krewe.Gateway.Cache;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Gateway.Tests.Units;

public sealed class CollectionViewTests
{
    [Fact]
    public void A_view_is_what_a_sorted_map_would_be()
    {
        var keys = from space in Gen.Elements("a", "a-b", "b", "aa") from name in Gen.Elements("x", "y", "z", "x-1") select new ObjectKey(space, name);
        var steps = Gen.ListOf(Gen.ListOf(from key in keys from removed in Gen.Elements(true, false) select (key, removed)));
        Prop.ForAll(steps.ToArbitrary(), batches =>
        {
            var model = new SortedDictionary<ObjectKey, long>();
            var view = CollectionView.Empty;
            var revision = 0L;
            foreach (var batch in batches)
            {
                var changes = new Dictionary<ObjectKey, ApiDocument?>();
                foreach (var (key, removed) in batch)
                {
                    revision++;
                    changes[key] = removed ? null : Document(key, revision);
                    if (removed)
                        model.Remove(key);
                    else
                        model[key] = revision;
                }
                view = view.With(revision, changes);
            }
            return Same(view.Range("", null), model)
                && new[] { "a", "a-b", "b", "aa", "c" }.All(space => Same(view.Range(space, null), model.Where(p => p.Key.Namespace == space)))
                && model.All(p => view.Find(p.Key)!.Revision == p.Value && Same(view.Range("", p.Key), model.Where(q => q.Key.CompareTo(p.Key) > 0)));
        }).QuickCheckThrowOnFailure();
    }

    private static bool Same(ReadOnlyMemory<ApiDocument> documents, IEnumerable<KeyValuePair<ObjectKey, long>> model) =>
        documents.ToArray().Select(d => (d.Key, d.Revision)).SequenceEqual(model.Select(p => (p.Key, p.Value)));

    private static ApiDocument Document(ObjectKey key, long revision) =>
        ApiDocument.Committed(new ConfigMap { Metadata = new ObjectMeta { Namespace = key.Namespace, Name = key.Name } }, revision);
}
