using System.Text;
using System.Text.Json;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Model.Apply;

/// <summary>Takes what a manager applied the last time and does not apply now out of an object, unless somebody else owns it.</summary>
/// <remarks>
/// Where some fields are owned in another version than the one that is applied, names cannot be compared, so values are, as Kubernetes does it: what the manager
/// had goes in the version that it had it in; then, version by version, everything that went with it and is owned in that version comes back.
/// </remarks>
internal static class GivenUpFields
{
    /// <summary>The object without the fields.</summary>
    /// <param name="kind">The kind in the version that is applied.</param>
    /// <param name="merged">The object with the new configuration laid over it.</param>
    /// <param name="last">What the manager owned so far.</param>
    /// <param name="wanted">Who owns what from now on, the manager among them.</param>
    public static JsonElement Remove(KindDefinition kind, JsonElement merged, OwnedFields last, FieldOwnership wanted)
    {
        var owners = wanted.Managers.Select(manager => manager.Value).ToLookup(owned => FieldVersions.Of(kind, owned.ApiVersion), owned => owned.Fields);
        var before = FieldVersions.Of(kind, last.ApiVersion);
        if (ReferenceEquals(before, kind) && owners.All(version => ReferenceEquals(version.Key, kind)))
            return Without(merged, last.Fields.Except(wanted.All.WithStructures(kind.MergeType)), kind.MergeType);

        // What is no object of the kind is refused later, with words.
        if (!ApiDecoder.Decode(BodyFormat.Json, Encoding.UTF8.GetBytes(merged.GetRawText()), kind, FieldValidation.Ignore).TryGet(out var decoded, out _))
            return merged;
        var whole = decoded.Value;
        // Anybody may write managed fields; what says which object it is stays.
        var pruned = Without(before.Adopt(whole), TrackedFields.Of(last.Fields));
        foreach (var version in owners.Select(version => version.Key).Prepend(before).Distinct())
            pruned = WithOwned(version.Adopt(whole), version.Adopt(pruned), owners[version]);
        return TrackedFields.Json(kind.Adopt(pruned));
    }

    /// <summary>The whole object without what is not in the pruned one either and has no owner.</summary>
    private static ApiObject WithOwned(ApiObject whole, ApiObject pruned, IEnumerable<FieldSet> owned)
    {
        var type = whole.Definition.MergeType;
        var kept = owned.Aggregate(FieldSet.Empty, static (all, fields) => all.Union(fields)).WithStructures(type).Union(Fields(pruned, type));
        return Without(whole, Fields(whole, type).Except(kept));
    }

    private static FieldSet Fields(ApiObject value, MergeType type) => FieldSets.Of(TrackedFields.Json(value), type).WithStructures(type);

    private static ApiObject Without(ApiObject value, FieldSet fields) =>
        ApiJson.Read(value.Definition, Encoding.UTF8.GetBytes(Without(TrackedFields.Json(value), fields, value.Definition.MergeType).GetRawText()));

    private static JsonElement Without(JsonElement value, FieldSet fields, MergeType type) =>
        fields.IsEmpty ? value : JsonOutput.Of(writer => FieldRemoval.Write(writer, value, fields, type));
}
