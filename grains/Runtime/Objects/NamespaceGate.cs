using Krewe.Grains.Collections;
using Krewe.Model.Core;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Orleans;

namespace Krewe.Grains.Objects;

/// <summary>Lets objects only into namespaces that exist and are not going away.</summary>
/// <remarks>It asks the namespaces' collection each time: one call within the process, and nothing that could be out of date.</remarks>
internal static class NamespaceGate
{
    public static async Task<ApiFailure?> Check(IGrainFactory grains, KindDefinition kind, ObjectKey key)
    {
        if (key.Namespace.Length == 0)
            return null;
        var found = await grains.GetCollection(NamespaceKind.Instance).Get(new ObjectKey("", key.Namespace));
        if (found is null)
            return ApiFailure.NotFound(NamespaceKind.Instance, key.Namespace);
        if (found.Metadata.DeletionTimestamp is null)
            return null;
        return ApiFailure.Forbidden(kind, key.Name, $"unable to create new content in namespace {key.Namespace} because it is being terminated");
    }
}
