using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Krewe.Gateway.Responses;
using Krewe.Gateway.Watches;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Gateway.Tables;

/// <summary>Writes objects as a <c>Table</c> of <c>meta.k8s.io</c>, which is what <c>kubectl get</c> prints.</summary>
/// <param name="kind">The kind of the objects.</param>
/// <param name="version"><c>v1</c> or <c>v1beta1</c>.</param>
/// <param name="include">What rows carry besides cells.</param>
internal sealed class TableWriter(KindDefinition kind, string version, IncludeObject include)
{
    /// <summary>Writes a table.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="documents">The objects, one for each row.</param>
    /// <param name="metadata">Metadata of the list.</param>
    /// <param name="withColumns">True to say what the columns are; in a watch only the first table does.</param>
    /// <param name="now">The time that ages are relative to.</param>
    public void Write(IBufferWriter<byte> output, ReadOnlySpan<ApiDocument> documents, ListMeta metadata, bool withColumns, DateTimeOffset now)
    {
        using var json = GatewayJson.NewWriter(output);
        json.WriteStartObject();
        json.WriteString("kind"u8, "Table"u8);
        json.WriteString("apiVersion"u8, $"meta.k8s.io/{version}");
        json.WritePropertyName("metadata"u8);
        json.WriteRawValue(ApiJson.Write(metadata).Span, skipInputValidation: true);
        if (withColumns)
            WriteColumns(json);
        else
            json.WriteNull("columnDefinitions"u8);
        json.WriteStartArray("rows"u8);
        foreach (var document in documents)
            WriteRow(json, document, now);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>The object of the row that ends the initial events of a watch: nothing but the mark. A table itself has no place for it.</summary>
    public ApiDocument Mark(long revision)
    {
        var nothing = ApiJson.Read(kind, "{}"u8.ToArray());
        return ApiDocument.Draft(nothing with
        {
            Metadata = nothing.Metadata with { ResourceVersion = revision.ToString(CultureInfo.InvariantCulture), Annotations = Bookmarks.InitialEventsEnd },
        });
    }

    private void WriteColumns(Utf8JsonWriter json)
    {
        json.WriteStartArray("columnDefinitions"u8);
        WriteColumn(json, "Name", "string", "name", "Name of the object, unique within its namespace.", 0);
        foreach (var column in kind.Columns)
            WriteColumn(json, column.Name, column.Type, "", column.Description, column.Priority);
        json.WriteEndArray();
    }

    private static void WriteColumn(Utf8JsonWriter json, string name, string type, string format, string description, int priority)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        json.WriteString("type"u8, type);
        json.WriteString("format"u8, format);
        json.WriteString("description"u8, description);
        json.WriteNumber("priority"u8, priority);
        json.WriteEndObject();
    }

    private void WriteRow(Utf8JsonWriter json, ApiDocument document, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteStartArray("cells"u8);
        json.WriteStringValue(document.Metadata.Name ?? "");
        foreach (var column in kind.Columns)
        {
            if (column.Cell(document.Object, now) is { } cell)
                cell.WriteTo(json);
            else
                json.WriteNullValue();
        }
        json.WriteEndArray();
        WriteObject(json, document);
        json.WriteEndObject();
    }

    private void WriteObject(Utf8JsonWriter json, ApiDocument document)
    {
        json.WritePropertyName("object"u8);
        switch (include)
        {
            case IncludeObject.None:
                json.WriteNullValue();
                break;
            case IncludeObject.Object:
                json.WriteRawValue(document.Json.Span, skipInputValidation: true);
                break;
            default:
                var partial = new ArrayBufferWriter<byte>(512);
                PartialMetadata.Write(partial, document, version);
                json.WriteRawValue(partial.WrittenSpan, skipInputValidation: true);
                break;
        }
    }
}
