namespace Krewe.Model.Schema;

/// <summary>
/// Declares a property of an <see cref="ApiRecord"/> as a field of the API. The property is the one definition of the field: the
/// generator derives from it the JSON name (camel case of the property's name) and codec, the protobuf codec, the strategic merge
/// rule, the OpenAPI schema and, from its documentation comment, what <c>kubectl explain</c> prints.
/// </summary>
/// <param name="number">The field's protobuf number in the Kubernetes API.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(int number) : Attribute
{
    /// <summary>The field's protobuf number.</summary>
    public int Number { get; } = number;

    /// <summary>The JSON name, where it is not the camel case of the property's name (<c>podIP</c>, <c>clusterIPs</c>).</summary>
    public string? Name { get; init; }

    /// <summary>
    /// For a list whose items a strategic merge patch merges instead of replacing: the JSON name of the items' key field, or the
    /// empty string for a list of scalars that is merged as a set.
    /// </summary>
    public string? MergeKey { get; init; }

    /// <summary>True where a strategic merge patch of this field keeps only the keys that it names (<c>retainKeys</c>).</summary>
    public bool RetainKeys { get; init; }

    /// <summary>
    /// For a list whose items server-side apply tells apart by other keys than <see cref="MergeKey"/>: their JSON names, separated by
    /// spaces, with what an item without the key has (<c>containerPort protocol=TCP</c>); empty for a set of scalars.
    /// </summary>
    public string? ListKeys { get; init; }

    /// <summary>True for a list, map or structure that has one owner as a whole in server-side apply, although its type says otherwise.</summary>
    public bool Atomic { get; init; }

    /// <summary>True where explain and OpenAPI shall list the field as required.</summary>
    public bool Required { get; init; }

    /// <summary>
    /// Where the Kubernetes API embeds a structure whose JSON fields stand among those of the outer one (a volume's source, a probe's
    /// action), the protobuf number of the embedded message: on the wire this field is number <see cref="Number"/> of that message.
    /// 0 for a field of the record itself. JSON knows nothing of it.
    /// </summary>
    public int Within { get; init; }

    /// <summary>
    /// True where zero, false or a number 0 in place of a text says the same as absence (in Go a field that is no pointer and has
    /// <c>omitempty</c>): what is read as zero is null.
    /// </summary>
    public bool OmitZero { get; init; }

    /// <summary>True for a time with microseconds (<c>MicroTime</c>); other times have whole seconds.</summary>
    public bool Micro { get; init; }
}
