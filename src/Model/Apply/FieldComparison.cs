using System.Text.Json;

namespace Krewe.Model.Apply;

/// <summary>What became of the fields of a value between two versions of it.</summary>
/// <param name="Added">Fields and items that are new.</param>
/// <param name="Modified">Fields that have another value.</param>
/// <param name="Removed">Fields and items that are gone.</param>
public sealed record FieldComparison(FieldSet Added, FieldSet Modified, FieldSet Removed)
{
    /// <summary>True where nothing became of them.</summary>
    public bool IsSame => Added.IsEmpty && Modified.IsEmpty && Removed.IsEmpty;

    /// <summary>Compares two versions.</summary>
    public static FieldComparison Of(JsonElement? before, JsonElement? after, MergeType type)
    {
        var comparison = new FieldComparison(new FieldSet(), new FieldSet(), new FieldSet());
        comparison.Compare(before, after, type, []);
        return comparison;
    }

    private void Compare(JsonElement? before, JsonElement? after, MergeType type, List<PathElement> path)
    {
        switch (type.Shape)
        {
            case MergeShape.Map when Merges(before, after, JsonValueKind.Object):
                CompareFields(before, after, type, path);
                break;
            case MergeShape.Set or MergeShape.Keyed when Merges(before, after, JsonValueKind.Array):
                if (ListItems.Of(before, type) is { Problem: null } old && ListItems.Of(after, type) is { Problem: null } now)
                    CompareItems(old, now, type.Item, path);
                else
                    CompareWhole(before, after, path);
                break;
            default:
                CompareWhole(before, after, path);
                break;
        }
    }

    // Two empty values are compared whole, so that null and {} are told apart.
    private static bool Merges(JsonElement? before, JsonElement? after, JsonValueKind kind) =>
        before.Fits(kind) && after.Fits(kind) && !(before.IsVoid() && after.IsVoid());

    private void CompareFields(JsonElement? before, JsonElement? after, MergeType type, List<PathElement> path)
    {
        var old = before.Fields();
        var now = after.Fields();
        foreach (var (name, value) in old)
            CompareChild(PathElement.Field(name), value, now.TryGetValue(name, out var next) ? next : null, type.Of(name, out _), path);
        foreach (var (name, value) in now)
        {
            if (!old.ContainsKey(name))
                CompareChild(PathElement.Field(name), null, value, type.Of(name, out _), path);
        }
    }

    private void CompareItems(ListItems before, ListItems after, MergeType item, List<PathElement> path)
    {
        foreach (var step in before.Order.Union(after.Order))
        {
            if (!before.Repeats(step) && !after.Repeats(step))
            {
                CompareChild(step, before.Single(step), after.Single(step), item, path);
                continue;
            }
            // Items that cannot be told apart have no fields of their own.
            var old = before.ByStep.GetValueOrDefault(step, []);
            var now = after.ByStep.GetValueOrDefault(step, []);
            if (old.Count != now.Count || !old.Zip(now).All(pair => JsonElement.DeepEquals(pair.First, pair.Second)))
                (now.Count == 0 ? Removed : old.Count == 0 ? Added : Modified).Add([.. path, step]);
        }
    }

    private void CompareChild(PathElement step, JsonElement? before, JsonElement? after, MergeType type, List<PathElement> path)
    {
        path.Add(step);
        Compare(before, after, type, path);
        if (before is null)
            Added.Add(path);
        else if (after is null)
            Removed.Add(path);
        path.RemoveAt(path.Count - 1);
    }

    private void CompareWhole(JsonElement? before, JsonElement? after, List<PathElement> path)
    {
        if (path.Count > 0 && before is { } old && after is { } now && !JsonElement.DeepEquals(old, now))
            Modified.Add(path);
    }
}
