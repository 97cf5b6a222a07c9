using System.Text.Json;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Validation;

namespace Krewe.Model.Apply;

/// <summary>
/// Server-side apply (kubernetes.io/docs/reference/using-api/server-side-apply): a manager says what it wants to hold, and becomes the
/// owner of exactly the fields that it says something of.
/// </summary>
/// <remarks>
/// <list type="number">
/// <item>The configuration is laid over the live object (<see cref="FieldMerge"/>).</item>
/// <item>What the manager applied the last time and does not apply now goes, unless somebody else owns it too.</item>
/// <item>A field that gets another value and has another owner is a conflict; with <c>force</c> the other one loses it.</item>
/// <item>A field that gets the value that it has already is shared from then on.</item>
/// <item>Others own their fields in the version that they wrote; whether theirs change is seen in that version (<see cref="VersionedChange"/>).</item>
/// </list>
/// Nothing is decided by the order in which managers come, as long as they own different fields.
/// </remarks>
public static class ServerSideApply
{
    /// <summary>
    /// Applies a configuration.
    /// </summary>
    /// <param name="kind">What the object is.</param>
    /// <param name="key">Where the object is, for messages.</param>
    /// <param name="live">The object as it is, or null where it shall be created.</param>
    /// <param name="body">The configuration, in YAML or JSON.</param>
    /// <param name="options">Who applies, and how.</param>
    /// <param name="now">The time in whole seconds.</param>
    /// <returns>
    /// The object as it shall be, with its managed fields, but neither defaulted nor validated; or 400 where the body is no configuration of
    /// the kind, 409 where others own what would change.
    /// </returns>
    public static Outcome<Decoded<ApiObject>> Apply(KindDefinition kind, ObjectKey key, ApiObject? live, ReadOnlyMemory<byte> body, ApplyOptions options, DateTimeOffset now)
    {
        if (!ApplyRequest.Read(kind, key, body, options.Subresource, options.FieldValidation).TryGet(out var request, out var failure))
            return failure;
        if (live is null && request.Metadata.Uid is { Length: > 0 } uid)
            return ApiFailure.Conflict(kind, key.Name, $"uid mismatch: the provided object specified uid {uid}, and no existing object was found");

        var before = live ?? FieldTracking.Nothing(kind);
        var ownership = live is null ? FieldOwnership.None : Known(live);
        var manager = FieldOwner.Applying(options.Manager, options.Subresource);
        var merged = Merged(kind, TrackedFields.Json(before), request, ownership, manager);
        if (!ApiDecoder.Decode(BodyFormat.Json, System.Text.Encoding.UTF8.GetBytes(merged.GetRawText()), kind, FieldValidation.Ignore).TryGet(out var decoded, out failure))
            return failure;

        // Both sides in canonical form: another way of writing the same (1000m, an empty map) is no change.
        var change = new VersionedChange(ApiJson.Write(before), decoded.Value);
        var conflicts = Conflicts(ownership, manager, change);
        if (!options.Force && Refusal(conflicts, before, options) is { } refusal)
            return refusal;

        foreach (var (other, fields) in conflicts)
            ownership = ownership.Without(other, fields);
        foreach (var (other, owned) in ownership.Managers.Where(known => known.Key != manager))
            ownership = ownership.Without(other, change.In(owned.ApiVersion).Removed);
        var own = ownership[manager];
        if (own is null || own.ApiVersion != kind.Gvk.ApiVersion || !own.Fields.Equals(request.Fields) || !change.Written.IsSame)
            ownership = ownership.With(manager, new OwnedFields(request.Fields, kind.Gvk.ApiVersion, now));

        var value = options.Manager == LastApplied.Manager ? LastApplied.Refreshed(decoded.Value, request.Config) : decoded.Value;
        return new Decoded<ApiObject>(FieldTracking.With(value, ownership), request.Warnings);
    }

    /// <summary>The ownership as it is; of an object that was not tracked so far, everything is somebody's who came before.</summary>
    private static FieldOwnership Known(ApiObject live)
    {
        if (FieldOwnership.Read(live.Metadata.ManagedFields) is { IsNone: false } known)
            return known;
        // Nobody but the control plane has written the status of an object that is not tracked.
        var earlier = FieldOwner.Updating(FieldOwnership.BeforeFirstApply, live.Definition.Gvk.ApiVersion);
        return FieldTracking.Write(FieldOwnership.None, FieldTracking.NothingJson(live.Definition), live.Definition.WithoutStatus(live), earlier, live.Metadata.CreationTimestamp);
    }

    private static JsonElement Merged(KindDefinition kind, JsonElement live, ApplyRequest request, FieldOwnership ownership, FieldOwner manager)
    {
        var merged = JsonOutput.Of(writer => FieldMerge.Write(writer, live, request.Config, kind.MergeType));
        return ownership[manager] is { } last
            ? GivenUpFields.Remove(kind, merged, last, ownership.With(manager, last with { Fields = request.Fields, ApiVersion = kind.Gvk.ApiVersion }))
            : merged;
    }

    private static List<(FieldOwner Manager, FieldSet Fields)> Conflicts(FieldOwnership ownership, FieldOwner manager, VersionedChange change) =>
    [
        .. ownership.Managers
            .Where(other => other.Key != manager)
            .Select(other => (other.Key, Fields: other.Value.Fields.Intersect(change.In(other.Value.ApiVersion).Set)))
            .Where(conflict => !conflict.Fields.IsEmpty),
    ];

    private static ApiFailure? Refusal(List<(FieldOwner Manager, FieldSet Fields)> conflicts, ApiObject live, ApplyOptions options)
    {
        if (conflicts.Count == 0)
            return null;
        var forgiven = options.Manager == LastApplied.Manager ? LastApplied.Unchanged(live) : FieldSet.Empty;
        var causes = conflicts
            .Where(conflict => !conflict.Fields.Except(forgiven).IsEmpty)
            .Select(conflict => (Manager: conflict.Manager.ToString(), Paths: conflict.Fields.Except(forgiven).Select(path => string.Concat(path)).ToList()))
            .OrderBy(conflict => conflict.Manager, StringComparer.Ordinal)
            .ToList();
        var count = causes.Sum(cause => cause.Paths.Count);
        if (count == 0)
            return null;
        var message = count == 1
            ? $"Apply failed with 1 conflict: conflict with {causes[0].Manager}: {causes[0].Paths[0]}"
            : FormattableString.Invariant($"Apply failed with {count} conflicts: {string.Join('\n', causes.Select(cause => $"conflicts with {cause.Manager}:\n{string.Join('\n', cause.Paths.Select(path => $"- {path}"))}"))}");
        return new ApiFailure(FailureReason.Conflict, message)
        {
            Causes = [.. causes.SelectMany(cause => cause.Paths.Select(path => new FieldError(FieldErrorReason.FieldManagerConflict, path, $"conflict with {cause.Manager}")))],
        };
    }
}

/// <summary>Who applies, and how.</summary>
/// <param name="Manager">The parameter <c>fieldManager</c>, never empty.</param>
/// <param name="Subresource">What the request went to; empty for the object itself.</param>
/// <param name="Force">True to take fields from others.</param>
/// <param name="FieldValidation">What becomes of repeated fields; unknown ones are refused always.</param>
public sealed record ApplyOptions(string Manager, string Subresource = "", bool Force = false, FieldValidation FieldValidation = FieldValidation.Warn);
