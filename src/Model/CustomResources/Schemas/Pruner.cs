using System.Globalization;
using System.Text.Json.Nodes;

namespace Krewe.Model.CustomResources.Schemas;

/// <summary>Removes the fields that a schema does not name, as Kubernetes does, and notes their paths.</summary>
internal sealed class Pruner
{
    private readonly List<string> _removed = [];

    /// <summary>Paths of what was removed: <c>spec.list[0].name</c>.</summary>
    public IReadOnlyList<string> Removed => _removed;

    /// <summary>Prunes a whole object, whose apiVersion, kind and metadata are not looked at.</summary>
    public void PruneObject(JsonObject value, SchemaNode schema) => Prune(value, schema, "", isObject: true);

    /// <summary>Prunes a value in an object, such as a default.</summary>
    public void PruneValue(JsonNode? value, SchemaNode schema) => Prune(value, schema, "", isObject: false);

    private void Prune(JsonNode? value, SchemaNode? schema, string path, bool isObject)
    {
        switch (value)
        {
            case JsonObject fields:
                PruneFields(fields, schema, path, isObject || schema is { IsEmbedded: true });
                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                    Prune(items[i], schema?.Items, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), isObject: false);
                break;
        }
    }

    private void PruneFields(JsonObject fields, SchemaNode? schema, string path, bool isObject)
    {
        foreach (var (name, value) in fields.ToArray())
        {
            if (isObject && name is "apiVersion" or "kind" or "metadata")
                continue;
            var at = path.Length == 0 ? name : $"{path}.{name}";
            if (schema?.Properties.GetValueOrDefault(name) is { } field)
                Prune(value, field, at, isObject: false);
            else if (schema is { HasAdditional: true })
                Prune(value, schema.Additional, at, isObject: false);
            else if (schema is not { PreservesUnknown: true })
            {
                fields.Remove(name);
                _removed.Add(at);
            }
        }
    }
}
