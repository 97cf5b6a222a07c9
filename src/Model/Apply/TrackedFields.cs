using System.Text.Json;
using Krewe.Model.Meta;

namespace Krewe.Model.Apply;

/// <summary>Which fields are tracked at all: not what the server itself sets or what says which object it is.</summary>
internal static class TrackedFields
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Krewe.Model.Json.JsonFieldReader.MaxDepth };
    private static readonly FieldSet Untracked = FieldSet.Of(
        new[] { "apiVersion", "kind", "metadata" }.Select(name => (IReadOnlyList<PathElement>)[PathElement.Field(name)])
        .Concat(new[] { "name", "namespace", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "uid", "generation", "managedFields", "resourceVersion" }
            .Select(name => (IReadOnlyList<PathElement>)[PathElement.Field("metadata"), PathElement.Field(name)])));

    /// <summary>What of the fields is tracked.</summary>
    public static FieldSet Of(FieldSet fields) => fields.Except(Untracked);

    /// <summary>What became of the tracked fields of an object.</summary>
    public static FieldComparison Compare(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after, MergeType type)
    {
        using var old = JsonDocument.Parse(before, Options);
        using var now = JsonDocument.Parse(after, Options);
        var change = FieldComparison.Of(old.RootElement, now.RootElement, type);
        return new FieldComparison(Of(change.Added), Of(change.Modified), Of(change.Removed));
    }

    /// <summary>An object as JSON without its managed fields.</summary>
    public static JsonElement Json(ApiObject value) => JsonElement.Parse(Documents.ApiJson.Write(value with { Metadata = value.Metadata with { ManagedFields = [] } }).Span, Options);
}
