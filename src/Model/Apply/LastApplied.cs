using System.Text;
using System.Text.Json;
using Krewe.Model.Documents;
using Krewe.Model.Json;
using Krewe.Model.Meta;

namespace Krewe.Model.Apply;

/// <summary>
/// The annotation in which client-side apply keeps what it applied. It lets <c>kubectl</c> go over to server-side apply without
/// conflicts with itself, and is kept true afterwards, so that going back works too.
/// </summary>
internal static class LastApplied
{
    /// <summary>Name of the annotation.</summary>
    public const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>The only manager that the annotation is of; others opt out by their names.</summary>
    public const string Manager = "kubectl";

    /// <summary>
    /// What client-side apply set and nobody has changed since: conflicts about these fields are conflicts of the user with himself.
    /// </summary>
    public static FieldSet Unchanged(ApiObject live)
    {
        if (!live.Metadata.Annotations.TryGetValue(Annotation, out var text))
            return FieldSet.Empty;
        var bytes = Encoding.UTF8.GetBytes(text);
        if (!ApiDecoder.Decode(BodyFormat.Json, bytes, live.Definition, FieldValidation.Ignore).Succeeded)
            return FieldSet.Empty;
        var applied = JsonElement.Parse(bytes, new JsonDocumentOptions { MaxDepth = JsonFieldReader.MaxDepth });
        var type = live.Definition.MergeType;
        var change = FieldComparison.Of(applied, TrackedFields.Json(live), type);
        return FieldSets.Of(applied, type).Except(change.Modified).Except(change.Removed);
    }

    /// <summary>The object with the annotation saying what was applied, where it has one.</summary>
    public static ApiObject Refreshed(ApiObject value, JsonElement config)
    {
        if (!value.Metadata.Annotations.ContainsKey(Annotation))
            return value;
        var self = FieldSet.Of([PathElement.Field("metadata"), PathElement.Field("annotations"), PathElement.Field(Annotation)]);
        var plain = JsonOutput.Of(writer => FieldRemoval.Write(writer, config, self, value.Definition.MergeType));
        var annotations = new Dictionary<string, string>(value.Metadata.Annotations, StringComparer.Ordinal) { [Annotation] = plain.GetRawText() + "\n" };
        return value with { Metadata = value.Metadata with { Annotations = annotations } };
    }
}
