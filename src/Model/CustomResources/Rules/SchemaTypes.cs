using Krewe.Model.Cel;
using Krewe.Model.CustomResources.Schemas;

namespace Krewe.Model.CustomResources.Rules;

/// <summary>What rules see of values that a schema describes.</summary>
internal static class SchemaTypes
{
    private static readonly CelType Metadata = CelType.Structure(static name => name is "name" or "generateName" ? CelType.Text : null);

    /// <summary>The type of values of a schema; null where rules do not see them.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="isObject">True for a whole object, of which rules also see apiVersion, kind and the names in its metadata.</param>
    public static CelType? Of(SchemaNode schema, bool isObject = false) => schema switch
    {
        { Source.XIntOrString: true } => CelType.Dyn,
        { Source.Type: "object" } => OfObject(schema, isObject || schema.IsEmbedded),
        { Source.Type: "array" } => schema.Items is { } items && Of(items) is { } item ? CelType.ListOf(item) : null,
        { Source.Type: "boolean" } => CelType.Bool,
        { Source.Type: "integer" } => CelType.Int,
        { Source.Type: "number" } => CelType.Double,
        { Source.Type: "string", Source.Format: "byte" } => CelType.Bytes,
        { Source.Type: "string", Source.Format: "date" or "date-time" or "datetime" } => CelType.Timestamp,
        { Source.Type: "string", Source.Format: "duration" } => CelType.Duration,
        { Source.Type: "string" } => CelType.Text,
        _ => null,
    };

    private static CelType? OfObject(SchemaNode schema, bool isObject)
    {
        if (schema.HasAdditional)
            return schema.Additional is null ? CelType.MapOf(CelType.Text, CelType.Dyn) : Of(schema.Additional) is { } value ? CelType.MapOf(CelType.Text, value) : null;
        var fields = new Lazy<Dictionary<string, CelType>>(() =>
        {
            var known = new Dictionary<string, CelType>(StringComparer.Ordinal);
            foreach (var (name, field) in schema.Properties)
            {
                if (FieldNames.Escape(name) is { } escaped && Of(field) is { } type)
                    known[escaped] = type;
            }
            if (isObject)
                (known["apiVersion"], known["kind"], known["metadata"]) = (CelType.Text, CelType.Text, Metadata);
            return known;
        });
        return CelType.Structure(name => fields.Value.GetValueOrDefault(name));
    }
}
