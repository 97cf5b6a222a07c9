using System.Runtime.InteropServices;
using System.Text.Json;

namespace Krewe.Model.Apply;

/// <summary>What became of the fields of a value between two versions of it.</summary>
public sealed class FieldComparison(FieldSet added, FieldSet modified, FieldSet removed)
{
    private static readonly FieldComparison Nothing = new(FieldSet.Empty, FieldSet.Empty, FieldSet.Empty);

    /// <summary>Fields and items that are new.</summary>
    public FieldSet Added => added;

    /// <summary>Fields that have another value.</summary>
    public FieldSet Modified => modified;

    /// <summary>Fields and items that are gone.</summary>
    public FieldSet Removed => removed;

    /// <summary>True where nothing became of them.</summary>
    public bool IsSame => Added.IsEmpty && Modified.IsEmpty && Removed.IsEmpty;

    /// <summary>Fields that have got a value.</summary>
    public FieldSet Set => field ??= Added.Union(Modified);

    /// <summary>Fields that something has become of.</summary>
    public FieldSet All => field ??= Set.Union(Removed);

    /// <summary>Compares two versions; null stands for a version that is not there.</summary>
    public static FieldComparison Of(JsonElement? before, JsonElement? after, MergeType type)
    {
        // Most of an object is the same in both, to the byte.
        if (before is { } old && after is { } now && JsonMarshal.GetRawUtf8Value(old).SequenceEqual(JsonMarshal.GetRawUtf8Value(now)))
            return Nothing;
        switch (type.Shape)
        {
            case MergeShape.Map when Merges(before, after, JsonValueKind.Object):
                return OfFields(new JsonFields(before), new JsonFields(after), type);
            case MergeShape.Set or MergeShape.Keyed when Merges(before, after, JsonValueKind.Array):
                return ListItems.Of(before, type) is { Problem: null } items && ListItems.Of(after, type) is { Problem: null } others
                    ? OfItems(items, others, type.Item)
                    : Nothing;
            default:
                return Nothing;
        }
    }

    // Two empty values are compared whole, so that null and {} are told apart.
    private static bool Merges(JsonElement? before, JsonElement? after, JsonValueKind kind) =>
        before.Fits(kind) && after.Fits(kind) && !(before.IsVoid() && after.IsVoid());

    private static FieldComparison OfFields(JsonFields before, JsonFields after, MergeType type)
    {
        var change = new Builder();
        foreach (var (name, value) in before)
            change.Add(name, value, after[name], type.Of(name, out _));
        foreach (var (name, value) in after)
        {
            if (before[name] is null)
                change.Add(name, null, value, type.Of(name, out _));
        }
        return change.Build();
    }

    private static FieldComparison OfItems(ListItems before, ListItems after, MergeType item)
    {
        var change = new Builder();
        foreach (var step in before.Order.Union(after.Order))
        {
            if (before.Repeats(step) || after.Repeats(step))
                change.AddRepeated(step, before.ByStep.GetValueOrDefault(step, []), after.ByStep.GetValueOrDefault(step, []));
            else
                change.Add(step, before.Single(step), after.Single(step), item);
        }
        return change.Build();
    }

    /// <summary>Gathers what became of the parts of a value.</summary>
    private struct Builder
    {
        private FieldSetBuilder _added;
        private FieldSetBuilder _modified;
        private FieldSetBuilder _removed;

        public FieldComparison Build()
        {
            var (added, modified, removed) = (_added.Build(), _modified.Build(), _removed.Build());
            return added.IsEmpty && modified.IsEmpty && removed.IsEmpty ? Nothing : new FieldComparison(added, modified, removed);
        }

        public void Add(string field, JsonElement? before, JsonElement? after, MergeType type)
        {
            // A step costs a text, and most fields are the same.
            if (before is not { } old || after is not { } now || !JsonMarshal.GetRawUtf8Value(old).SequenceEqual(JsonMarshal.GetRawUtf8Value(now)))
                Add(PathElement.Field(field), before, after, type);
        }

        public void Add(PathElement step, JsonElement? before, JsonElement? after, MergeType type)
        {
            var inner = Of(before, after, type);
            var isModified = inner.IsSame && before is { } old && after is { } now && IsWhole(before, after, type) && !JsonElement.DeepEquals(old, now);
            _added.Put(step, before is null, inner.Added);
            _modified.Put(step, isModified, inner.Modified);
            _removed.Put(step, after is null, inner.Removed);
        }

        /// <summary>Items that cannot be told apart have no fields of their own.</summary>
        public void AddRepeated(PathElement step, IReadOnlyList<JsonElement> before, IReadOnlyList<JsonElement> after)
        {
            if (before.Count == after.Count && before.Zip(after).All(pair => JsonElement.DeepEquals(pair.First, pair.Second)))
                return;
            _added.Put(step, before.Count == 0, FieldSet.Empty);
            _modified.Put(step, before.Count > 0 && after.Count > 0, FieldSet.Empty);
            _removed.Put(step, after.Count == 0, FieldSet.Empty);
        }

        private static bool IsWhole(JsonElement? before, JsonElement? after, MergeType type) => type.Shape switch
        {
            MergeShape.Leaf => true,
            MergeShape.Map => !Merges(before, after, JsonValueKind.Object),
            _ => !Merges(before, after, JsonValueKind.Array) || ListItems.Of(before, type).Problem is not null || ListItems.Of(after, type).Problem is not null,
        };
    }
}
