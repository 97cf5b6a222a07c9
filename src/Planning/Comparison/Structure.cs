using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Krewe.Model.Schema;

namespace Krewe.Planning.Comparison;

/// <summary>
/// Compares and digests API records by what they say: fields in the order of their numbers, lists in order, maps without order, absent
/// and empty alike. Records' own equality compares lists by reference, which is of no use for deciding whether to write.
/// </summary>
internal static class Structure
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Fields = new();

    /// <summary>True if both say the same.</summary>
    public static bool Same(object? left, object? right)
    {
        if (ReferenceEquals(left, right))
            return true;
        switch (left, right)
        {
            case (null, _) or (_, null):
                return IsEmpty(left) && IsEmpty(right);
            case (string a, string b):
                return a == b;
            case (ApiRecord a, ApiRecord b):
                return a.GetType() == b.GetType() && FieldsOf(a).All(field => Same(field.GetValue(a), field.GetValue(b))) && SameUnknown(a.Unknown, b.Unknown);
            case (JsonElement a, JsonElement b):
                return JsonElement.DeepEquals(a, b);
            default:
                return Entries(left) is { } leftEntries && Entries(right) is { } rightEntries ? SameMap(leftEntries, rightEntries)
                    : left is IEnumerable a1 && right is IEnumerable b1 ? SameList(a1, b1)
                    : left.Equals(right);
        }
    }

    /// <summary>Adds what <paramref name="value"/> says to a digest.</summary>
    public static void Digest(object? value, ref Fnv1a digest)
    {
        switch (value)
        {
            case null:
                return;
            case string text:
                digest.Add(text);
                return;
            case ApiRecord record:
                foreach (var field in FieldsOf(record))
                {
                    var item = field.GetValue(record);
                    if (IsEmpty(item))
                        continue;
                    digest.Add(field.Name);
                    Digest(item, ref digest);
                }
                foreach (var (name, element) in record.Unknown?.Items ?? [])
                {
                    digest.Add(name);
                    digest.Add(element.GetRawText());
                }
                return;
            case JsonElement element:
                digest.Add(element.GetRawText());
                return;
        }

        if (Entries(value) is { } entries)
        {
            foreach (var (key, item) in entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                digest.Add(key);
                Digest(item, ref digest);
            }
        }
        else if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                digest.Add("-");
                Digest(item, ref digest);
            }
        }
        else
        {
            digest.Add(value is IFormattable formattable ? formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture) : value.ToString() ?? "");
        }
    }

    private static bool SameList(IEnumerable left, IEnumerable right)
    {
        var a = left.GetEnumerator();
        var b = right.GetEnumerator();
        while (a.MoveNext())
        {
            if (!b.MoveNext() || !Same(a.Current, b.Current))
                return false;
        }
        return !b.MoveNext();
    }

    private static bool SameMap(Dictionary<string, object?> left, Dictionary<string, object?> right) =>
        left.Count == right.Count && left.All(entry => right.TryGetValue(entry.Key, out var value) && Same(entry.Value, value));

    private static bool SameUnknown(UnknownFields? left, UnknownFields? right) =>
        ReferenceEquals(left, right)
        || (left?.Items.Count ?? 0) == (right?.Items.Count ?? 0)
        && (left?.Items ?? []).All(item => right!.Items.Any(other => other.Key == item.Key && JsonElement.DeepEquals(item.Value, other.Value)));

    private static Dictionary<string, object?>? Entries(object value)
    {
        if (value is IReadOnlyDictionary<string, string> texts)
            return texts.ToDictionary(entry => entry.Key, object? (entry) => entry.Value);
        if (value is not IDictionary map)
            return null;
        var entries = new Dictionary<string, object?>(map.Count);
        foreach (DictionaryEntry entry in map)
            entries[(string)entry.Key] = entry.Value;
        return entries;
    }

    private static bool IsEmpty(object? value) => value switch
    {
        null => true,
        string => false,
        ICollection collection => collection.Count == 0,
        ApiRecord record => record.Unknown is null && FieldsOf(record).All(field => IsEmpty(field.GetValue(record))),
        _ => false,
    };

    private static PropertyInfo[] FieldsOf(ApiRecord record) => Fields.GetOrAdd(record.GetType(), static type =>
    [
        .. type.GetProperties()
            .Where(property => property.IsDefined(typeof(FieldAttribute)))
            .OrderBy(property => property.GetCustomAttribute<FieldAttribute>()!.Number),
    ]);
}
