using System.Text.Json.Nodes;
using Krewe.Model.Json;

namespace Krewe.Model.CustomResources.Schemas;

/// <summary>
/// Fills in what a schema gives as defaults, where a field is left out or null without being allowed to be. Nulls that are not allowed and
/// have no default are taken for absent.
/// </summary>
internal sealed class Defaulter
{
    /// <summary>True if something was changed.</summary>
    public bool HasChanged { get; private set; }

    public void Apply(JsonNode? value, SchemaNode schema)
    {
        switch (value)
        {
            case JsonObject fields:
                DropNulls(fields, schema);
                AddDefaults(fields, schema);
                foreach (var (name, field) in fields)
                {
                    if (schema.Field(name) is { } inner)
                        Apply(field, inner);
                }
                break;
            case JsonArray items when schema.Items is { } inner:
                for (var i = 0; i < items.Count; i++)
                {
                    if (items[i] is null && !inner.IsNullable && inner.Default is { } given)
                    {
                        items[i] = JsonTree.Of(given);
                        HasChanged = true;
                    }
                    Apply(items[i], inner);
                }
                break;
        }
    }

    private void DropNulls(JsonObject fields, SchemaNode schema)
    {
        foreach (var (name, value) in fields.ToArray())
        {
            if (value is null && schema.Field(name) is { IsNullable: false, Default: null })
                HasChanged |= fields.Remove(name);
        }
    }

    private void AddDefaults(JsonObject fields, SchemaNode schema)
    {
        foreach (var (name, field) in schema.Defaults)
        {
            if (field.Default is not { } given || (fields.TryGetPropertyValue(name, out var value) && (value is not null || field.IsNullable)))
                continue;
            fields[name] = JsonTree.Of(given);
            HasChanged = true;
        }
    }
}
