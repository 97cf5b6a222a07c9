using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Meta;

namespace Krewe.Gateway.Failures;

/// <summary>Makes <c>Status</c> objects: the one place where outcomes without an object get their words for clients.</summary>
internal static class Statuses
{
    /// <summary>The status of a failure.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="continueToken">Where a list can go on without consistency, for an expired continue token.</param>
    public static Status Failure(ApiFailure failure, string? continueToken = null) =>
        failure.ToStatus() with { Metadata = new ListMeta { Continue = continueToken } };

    /// <summary>The status that answers the removal of an object.</summary>
    public static Status Removed(ApiDocument document) => new()
    {
        Outcome = "Success",
        Details = new StatusDetails
        {
            Name = document.Metadata.Name,
            Group = document.Definition.Gvk.Group is { Length: > 0 } group ? group : null,
            Kind = document.Definition.Plural,
            Uid = document.Metadata.Uid,
        },
    };

    /// <summary>The status that answers what has no object to show.</summary>
    public static Status Success(int code) => new() { Outcome = "Success", Code = code };
}
