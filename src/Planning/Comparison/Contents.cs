namespace Krewe.Planning.Comparison;

/// <summary>Compares lists and maps by what they hold, as records of the API compare theirs.</summary>
internal static class Contents
{
    public static bool Same<T>(IReadOnlyDictionary<string, T> left, IReadOnlyDictionary<string, T> right)
    {
        if (ReferenceEquals(left, right))
            return true;
        if (left.Count != right.Count)
            return false;
        foreach (var (key, value) in left)
        {
            if (!right.TryGetValue(key, out var other) || !EqualityComparer<T>.Default.Equals(value, other))
                return false;
        }
        return true;
    }

    public static bool Same<T>(IReadOnlyList<T> left, IReadOnlyList<T> right) => ReferenceEquals(left, right) || left.SequenceEqual(right);
}
