using Krewe.Gateway.Routing;
using Krewe.Model.Failures;
using Krewe.Model.Meta;

namespace Krewe.Gateway.Resources.Writes;

/// <summary>Does the body name what the URL names?</summary>
internal static class BodyChecks
{
    /// <summary>The failure where the body has a namespace and it is another one.</summary>
    public static ApiFailure? Namespace(ObjectMeta metadata, ResourcePath path) =>
        string.IsNullOrEmpty(metadata.Namespace) || metadata.Namespace == path.Namespace
            ? null
            : ApiFailure.BadRequest("the namespace of the provided object does not match the namespace sent on the request");

    /// <summary>The failure where the body has no name or another one.</summary>
    public static ApiFailure? Name(ObjectMeta metadata, ResourcePath path) => metadata.Name switch
    {
        null or "" => null,
        var name when name == path.Name => null,
        var name => ApiFailure.BadRequest($"the name of the object ({name}) does not match the name on the URL ({path.Name})"),
    };
}
