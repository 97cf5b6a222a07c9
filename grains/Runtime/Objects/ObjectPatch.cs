using Krewe.Model.Apply;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Patches;

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
        return outcome.TryGet(out var patched, out var failure) && (failure = Identity(key, patched.Value.Metadata)) is null ? patched : failure;
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
