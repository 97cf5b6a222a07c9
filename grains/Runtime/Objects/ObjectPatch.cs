using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Meta;
using Krewe.Model.Patches;

namespace Krewe.Grains.Objects;

/// <summary>Applies the patch of a request to the object as it is now.</summary>
internal static class ObjectPatch
{
    /// <summary>The patched object, with warnings for the client.</summary>
    public static Outcome<Decoded<ApiObject>> Apply(ApiDocument old, PatchRequest request) =>
        Patch.Apply(request.Type, old, request.Body, request.FieldValidation);
}
