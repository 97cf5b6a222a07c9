using System.Collections.Frozen;

namespace Krewe.Model.Schema;

/// <summary>Maps with string keys, as labels and annotations are.</summary>
public static class StringMap
{
    /// <summary>The map without entries.</summary>
    public static IReadOnlyDictionary<string, string> Empty => FrozenDictionary<string, string>.Empty;

    /// <summary>The map of any value type without entries.</summary>
    public static IReadOnlyDictionary<string, T> EmptyOf<T>() => FrozenDictionary<string, T>.Empty;
}
