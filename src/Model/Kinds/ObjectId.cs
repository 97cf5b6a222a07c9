using Krewe.Model.Documents;

namespace Krewe.Model.Kinds;

/// <summary>Names an object among all: its collection and its key. The text form is the primary key of the object's grain.</summary>
/// <param name="Collection">See <see cref="KindDefinition.Collection"/>.</param>
/// <param name="Key">The key within the collection.</param>
public readonly record struct ObjectId(string Collection, ObjectKey Key)
{
    /// <summary>Parses <see cref="ToString"/>.</summary>
    /// <exception cref="FormatException">The text does not have three parts.</exception>
    public static ObjectId Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? throw new FormatException($"'{text}' is not an object id: collection/namespace/name")
            : new ObjectId(SharedText.Of(text.AsSpan(0, slash)), ObjectKey.Parse(text[(slash + 1)..]));
    }

    /// <summary><c>collection/namespace/name</c>, or <c>collection//name</c>.</summary>
    public override string ToString() => $"{Collection}/{Key}";
}
