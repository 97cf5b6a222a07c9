using System.Globalization;
using System.Text;

namespace Krewe.Model.Validation;

/// <summary>
/// Where a field stands in its object: <c>FieldPath.Of("spec").Child("containers").Index(0).Child("name")</c> is
/// <c>spec.containers[0].name</c>. Immutable, and cheap until it is written: nothing is formatted for an object without errors.
/// </summary>
public sealed class FieldPath
{
    private readonly FieldPath? _parent;
    private readonly string? _name;
    private readonly string? _key;
    private readonly int _index;

    private FieldPath(FieldPath? parent, string? name, string? key, int index) => (_parent, _name, _key, _index) = (parent, name, key, index);

    /// <summary>The object's <c>metadata</c>.</summary>
    public static FieldPath Metadata { get; } = Of("metadata");

    /// <summary>The object's <c>spec</c>.</summary>
    public static FieldPath Spec { get; } = Of("spec");

    /// <summary>The object's <c>status</c>.</summary>
    public static FieldPath Status { get; } = Of("status");

    /// <summary>A field of the object itself.</summary>
    public static FieldPath Of(string name) => new(null, name, null, 0);

    /// <summary>A field of the structure at this path.</summary>
    public FieldPath Child(string name) => new(this, name, null, 0);

    /// <summary>An item of the list at this path.</summary>
    public FieldPath Index(int index) => new(this, null, null, index);

    /// <summary>An entry of the map at this path.</summary>
    public FieldPath Key(string key) => new(this, null, key, 0);

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text);
        return text.ToString();
    }

    private void Append(StringBuilder text)
    {
        _parent?.Append(text);
        if (_name is null)
            text.Append('[').Append(_key ?? _index.ToString(CultureInfo.InvariantCulture)).Append(']');
        else
            text.Append(_parent is null ? "" : ".").Append(_name);
    }
}
