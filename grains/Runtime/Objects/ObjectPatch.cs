using Krewe.Model.Apply;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Patches;
using Krewe.Model.Validation;

namespace Krewe.Grains.Objects;

/// <summary>Applies the patch of a request to the object as it is now.</summary>
internal static class ObjectPatch
{
    /// <summary>The patched object, with warnings for the client. Only server-side apply makes something of nothing.</summary>
    public static Outcome<Decoded<ApiObject>> Apply(KindDefinition kind, ObjectKey key, ApiDocument? old, PatchRequest request, DateTimeOffset now)
    {
        var outcome = request.Type == PatchType.Apply
            ? ServerSideApply.Apply(kind, key, old?.Object, request.Body,
                new ApplyOptions(request.FieldManager, request.Subresource.Name(), request.Force, request.FieldValidation), now)
            : Patch.Apply(request.Type, old!, request.Body, request.FieldValidation);
        return outcome.TryGet(out var patched, out var failure) && (failure = Identity(key, patched.Value.Metadata) ?? Uid(kind, old, patched.Value.Metadata)) is null
            ? patched
            : failure;
    }

    // The UID of a replacement is a condition (409), that of a patched object a field like any other.
    private static ApiFailure? Uid(KindDefinition kind, ApiDocument? old, ObjectMeta metadata)
    {
        if (old is null || string.IsNullOrEmpty(metadata.Uid) || metadata.Uid == old.Metadata.Uid)
            return null;
        var errors = new FieldErrors();
        errors.Immutable(FieldPath.Metadata.Child("uid"), metadata.Uid);
        return ApiFailure.Invalid(kind, old.Key.Name, errors.Items);
    }

    // A patch changes an object, never which one it is.
    private static ApiFailure? Identity(ObjectKey key, ObjectMeta metadata)
    {
        if (!string.IsNullOrEmpty(metadata.Namespace) && metadata.Namespace != key.Namespace)
            return ApiFailure.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        return string.IsNullOrEmpty(metadata.Name) || metadata.Name == key.Name
            ? null
            : ApiFailure.BadRequest($"the name of the object ({metadata.Name}) does not match the name on the URL ({key.Name})");
    }
}
