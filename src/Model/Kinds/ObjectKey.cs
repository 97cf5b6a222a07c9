using Krewe.Model.Documents;

namespace Krewe.Model.Kinds;

/// <summary>Names an object within its collection. <paramref name="Namespace"/> is empty for objects of cluster scope.</summary>
public readonly record struct ObjectKey(string Namespace, string Name) : IComparable<ObjectKey>
{
    /// <summary>Parses <see cref="ToString"/>.</summary>
    /// <exception cref="FormatException">The text has no slash.</exception>
    public static ObjectKey Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? throw new FormatException($"'{text}' is not an object key: namespace/name, or /name without a namespace")
            : new ObjectKey(SharedText.Of(text.AsSpan(0, slash)), text[(slash + 1)..]);
    }

    /// <summary><c>namespace/name</c>, or <c>/name</c>.</summary>
    public override string ToString() => $"{Namespace}/{Name}";

    /// <summary>Ordinal, namespace first: the order of lists.</summary>
    public int CompareTo(ObjectKey other) =>
        string.CompareOrdinal(Namespace, other.Namespace) is var byNamespace && byNamespace != 0
            ? byNamespace
            : string.CompareOrdinal(Name, other.Name);
}
