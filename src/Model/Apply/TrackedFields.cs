using System.Text.Json;
using Krewe.Model.Meta;

namespace Krewe.Model.Apply;

/// <summary>Which fields are tracked at all: not what the server itself sets or what says which object it is.</summary>
internal static class TrackedFields
{
    private static readonly FieldSet Untracked = FieldSet.Of(
        new[] { "apiVersion", "kind", "metadata" }.Select(name => (IReadOnlyList<PathElement>)[PathElement.Field(name)])
        .Concat(new[] { "name", "namespace", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "uid", "generation", "managedFields", "resourceVersion" }
            .Select(name => (IReadOnlyList<PathElement>)[PathElement.Field("metadata"), PathElement.Field(name)])));

    /// <summary>What of the fields is tracked.</summary>
    public static FieldSet Of(FieldSet fields) => fields.Except(Untracked);

    /// <summary>The comparison without what is not tracked.</summary>
    public static FieldComparison Of(FieldComparison comparison) => new(Of(comparison.Added), Of(comparison.Modified), Of(comparison.Removed));

    /// <summary>An object without its managed fields, read as JSON.</summary>
    public static JsonElement Json(ApiObject value) => JsonElement.Parse(
        Documents.ApiJson.Write(value.Metadata.ManagedFields.Count == 0 ? value : value with { Metadata = value.Metadata with { ManagedFields = [] } }).Span,
        new JsonDocumentOptions { MaxDepth = Krewe.Model.Json.JsonFieldReader.MaxDepth });
}
