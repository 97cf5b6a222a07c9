using Krewe.Model.Meta;

namespace Krewe.Planning.Ownership;

/// <summary>The owner reference of the one controller that manages an object.</summary>
public static class ControllerReference
{
    /// <summary>The reference that <paramref name="controller"/> puts on what it makes.</summary>
    public static OwnerReference To(ApiObject controller) => new()
    {
        ApiVersion = controller.Definition.Gvk.ApiVersion,
        Kind = controller.Definition.Gvk.Kind,
        Name = controller.Metadata.Name,
        Uid = controller.Metadata.Uid,
        Controller = true,
        BlockOwnerDeletion = true,
    };

    /// <summary>The controller's reference of an object, or null.</summary>
    public static OwnerReference? Of(ObjectMeta metadata)
    {
        foreach (var reference in metadata.OwnerReferences)
        {
            if (reference.Controller == true)
                return reference;
        }
        return null;
    }

    /// <summary>True if <paramref name="controller"/> manages the object.</summary>
    public static bool Names(ObjectMeta metadata, ApiObject controller) =>
        Of(metadata) is { } reference && reference.Uid == controller.Metadata.Uid;
}
