using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Meta;

namespace Krewe.Gateway.Failures;

/// <summary>Writes <c>Status</c> objects: the one place where outcomes without an object get their form for clients.</summary>
internal static class StatusJson
{
    /// <summary>The status of a failure.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="continueToken">Where a list can go on without consistency, for an expired continue token.</param>
    public static ReadOnlyMemory<byte> Failure(ApiFailure failure, string? continueToken = null) =>
        ApiJson.Write(failure.ToStatus() with { Metadata = new ListMeta { Continue = continueToken } });

    /// <summary>The status that answers the removal of an object.</summary>
    public static ReadOnlyMemory<byte> Removed(ApiDocument document) => ApiJson.Write(new Status
    {
        Outcome = "Success",
        Details = new StatusDetails
        {
            Name = document.Metadata.Name,
            Group = document.Definition.Gvk.Group is { Length: > 0 } group ? group : null,
            Kind = document.Definition.Plural,
            Uid = document.Metadata.Uid,
        },
    });

    /// <summary>The status that answers what has no object to show.</summary>
    public static ReadOnlyMemory<byte> Success(int code) => ApiJson.Write(new Status { Outcome = "Success", Code = code });
}
