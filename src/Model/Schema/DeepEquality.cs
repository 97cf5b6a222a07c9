using System.Text.Json;

namespace Krewe.Model.Schema;

/// <summary>Equality of field values by what they hold; the generated equality of records is made of these.</summary>
internal static class DeepEquality
{
    public static bool Same<T>(T left, T right) => EqualityComparer<T>.Default.Equals(left, right);

    public static bool Same(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) => left.Span.SequenceEqual(right.Span);

    public static bool Same(ReadOnlyMemory<byte>? left, ReadOnlyMemory<byte>? right) =>
        left.HasValue == right.HasValue && left.GetValueOrDefault().Span.SequenceEqual(right.GetValueOrDefault().Span);

    public static bool Same(JsonElement left, JsonElement right) => JsonElement.DeepEquals(left, right);

    public static bool Same(JsonElement? left, JsonElement? right) =>
        left.HasValue == right.HasValue && (left is null || JsonElement.DeepEquals(left.Value, right!.Value));

    public static bool Same<T>(IReadOnlyList<T> left, IReadOnlyList<T> right)
    {
        if (ReferenceEquals(left, right))
            return true;
        if (left.Count != right.Count)
            return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (!ItemsSame(left[i], right[i]))
                return false;
        }
        return true;
    }

    public static bool Same<T>(IReadOnlyDictionary<string, T> left, IReadOnlyDictionary<string, T> right)
    {
        if (ReferenceEquals(left, right))
            return true;
        if (left.Count != right.Count)
            return false;
        foreach (var (key, value) in left)
        {
            if (!right.TryGetValue(key, out var other) || !ItemsSame(value, other))
                return false;
        }
        return true;
    }

    private static bool ItemsSame<T>(T left, T right) => (left, right) switch
    {
        (ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> others) => bytes.Span.SequenceEqual(others.Span),
        (JsonElement element, JsonElement other) => JsonElement.DeepEquals(element, other),
        (IReadOnlyList<string> list, IReadOnlyList<string> other) => list.SequenceEqual(other),
        _ => EqualityComparer<T>.Default.Equals(left, right),
    };
}
