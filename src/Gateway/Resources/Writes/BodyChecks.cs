using Krewe.Gateway.Routing;
using Krewe.Model.Documents;
using Krewe.Model.Failures;

namespace Krewe.Gateway.Resources.Writes;

/// <summary>Does the body name what the URL names?</summary>
internal static class BodyChecks
{
    /// <summary>The failure where the body has a namespace and it is another one.</summary>
    public static ApiFailure? Namespace(ApiDocument document, ResourcePath path) =>
        string.IsNullOrEmpty(document.Metadata.Namespace) || document.Metadata.Namespace == path.Namespace
            ? null
            : ApiFailure.BadRequest("the namespace of the provided object does not match the namespace sent on the request");

    /// <summary>The failure where the body has no name or another one.</summary>
    public static ApiFailure? Name(ApiDocument document, ResourcePath path) => document.Metadata.Name switch
    {
        // The load of clients in the field leaves the name out of status updates and replacements that the URL names already.
        null or "" => null,
        var name when name == path.Name => null,
        var name => ApiFailure.BadRequest($"the name of the object ({name}) does not match the name on the URL ({path.Name})"),
    };
}
