namespace Krewe.Model.Apply;

/// <summary>
/// How values of a type are compared, merged and owned. This is all that server-side apply knows of a schema, so whatever describes
/// types (the model's records, the structural schemas of custom resources) only has to say it in these terms.
/// </summary>
/// <remarks>
/// A value that does not have the form that its type says (a list where a structure is expected) is treated as a leaf. So
/// <see cref="Deduced"/>, the type of what no schema describes, is a map of itself: objects merge field by field, lists and scalars are whole.
/// </remarks>
public sealed class MergeType
{
    private readonly Func<string, MergeType?> _named;
    private readonly Func<MergeType> _item;

    private MergeType(MergeShape shape, Func<string, MergeType?>? named = null, Func<MergeType>? item = null, IReadOnlyList<MergeKey>? keys = null)
    {
        Shape = shape;
        Keys = keys ?? [];
        _named = named ?? (static _ => null);
        _item = item ?? (static () => Leaf!);
    }

    /// <summary>A scalar, or something that has one owner as a whole: an atomic list, map or structure.</summary>
    public static MergeType Leaf { get; } = new(MergeShape.Leaf);

    /// <summary>What no schema describes.</summary>
    public static MergeType Deduced { get; } = new(MergeShape.Map, item: static () => Deduced!);

    /// <summary>A list of distinct scalars.</summary>
    public static MergeType Set { get; } = new(MergeShape.Set);

    /// <summary>The form.</summary>
    public MergeShape Shape { get; }

    /// <summary>The fields that tell the items of a <see cref="MergeShape.Keyed"/> list apart.</summary>
    public IReadOnlyList<MergeKey> Keys { get; }

    /// <summary>Type of the items of a list, and of those entries of a map that have no type of their own.</summary>
    public MergeType Item => _item();

    /// <summary>
    /// A structure or map that is owned field by field.
    /// </summary>
    /// <param name="named">The type of a declared field, null for names that are not declared.</param>
    /// <param name="others">The type of all other fields; asked for when it is needed, for types may contain themselves.</param>
    public static MergeType Map(Func<string, MergeType?> named, Func<MergeType> others) => new(MergeShape.Map, named, others);

    /// <summary>A map whose entries all have one type.</summary>
    public static MergeType MapOf(MergeType value) => new(MergeShape.Map, item: () => value);

    /// <summary>A list whose items have keys and are owned one by one.</summary>
    public static MergeType Keyed(IReadOnlyList<MergeKey> keys, Func<MergeType> item) => new(MergeShape.Keyed, item: item, keys: keys);

    /// <summary>The type of a field or entry; <paramref name="declared"/> is true where the schema names it.</summary>
    public MergeType Of(string name, out bool declared)
    {
        var type = _named(name);
        declared = type is not null;
        return type ?? Item;
    }
}

/// <summary>Forms in which values merge.</summary>
public enum MergeShape
{
    /// <summary>As a whole.</summary>
    Leaf,

    /// <summary>Field by field.</summary>
    Map,

    /// <summary>A list without repetitions, by values.</summary>
    Set,

    /// <summary>A list, item by item, by keys (<c>x-kubernetes-list-type: map</c>).</summary>
    Keyed,
}

/// <summary>A field that, alone or with others, tells the items of a list apart.</summary>
/// <param name="Name">JSON name.</param>
/// <param name="Default">JSON of the value that an item without the field has; null where it must be there.</param>
public readonly record struct MergeKey(string Name, string? Default = null);
