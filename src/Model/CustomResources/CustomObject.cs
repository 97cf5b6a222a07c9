using System.Text.Json;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.CustomResources;

/// <summary>
/// An object of a kind that a CustomResourceDefinition defines. Everything but its metadata is kept as the JSON that it is, in
/// <see cref="ApiRecord.Unknown"/>.
/// </summary>
public sealed partial record CustomObject : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => Kind;

    /// <summary>The kind in the version that the object is in.</summary>
    public CustomKind Kind { get; init; } = CustomKind.Undefined;

    /// <summary>A field of the object itself (<c>spec</c>), or null.</summary>
    public JsonElement? this[string field]
    {
        get
        {
            foreach (var (name, value) in Unknown?.Items ?? [])
            {
                if (name == field)
                    return value;
            }
            return null;
        }
    }

    /// <summary>The object with another value of a field, or without the field.</summary>
    public CustomObject With(string field, JsonElement? value)
    {
        var others = (Unknown?.Items ?? []).Where(item => item.Key != field);
        var items = value is { } given ? others.Append(new(field, given)) : others;
        return WithFields(items);
    }

    /// <summary>The whole object as JSON.</summary>
    internal JsonElement ToElement() => JsonElement.Parse(ApiJson.Write(this).Span, new JsonDocumentOptions { MaxDepth = Json.JsonFieldReader.MaxDepth });

    /// <summary>The object with these fields in the place of all but its metadata, in the order of their names.</summary>
    internal CustomObject WithFields(IEnumerable<KeyValuePair<string, JsonElement>> fields)
    {
        KeyValuePair<string, JsonElement>[] sorted = [.. fields.OrderBy(field => field.Key, StringComparer.Ordinal)];
        return this with { Unknown = sorted.Length == 0 ? null : new UnknownFields(sorted) };
    }
}
