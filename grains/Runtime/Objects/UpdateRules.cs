using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Meta;
using Krewe.Model.Validation;

namespace Krewe.Grains.Objects;

/// <summary>What makes the next version of an object out of what a client sent to replace it.</summary>
internal static class UpdateRules
{
    public static Outcome<ApiObject> Apply(ApiDocument old, ApiObject value, Subresource subresource)
    {
        var kind = old.Definition;
        var name = old.Key.Name;
        var before = old.Metadata;
        if (value.Metadata.Uid is { Length: > 0 } uid && uid != before.Uid)
            return ApiFailure.UidConflict(kind, name, uid, before.Uid ?? "");
        if (IsConditional(value.Metadata) && value.Metadata.ResourceVersion != before.ResourceVersion)
            return ApiFailure.Conflict(kind, name);

        value = WithSystemFields(value, before);
        var errors = new FieldErrors();
        if (subresource == Subresource.EphemeralContainers)
        {
            var pod = old.As<Pod>();
            var extended = PodKind.Instance.TakeEphemeralContainers((Pod)value, pod);
            PodKind.Instance.ValidateEphemeralContainers(extended, pod, errors);
            return errors.None ? extended : ApiFailure.Invalid(kind, name, errors.Items);
        }
        value = subresource == Subresource.Status
            ? kind.PrepareForStatusUpdate(value, old.Object)
            : kind.PrepareForUpdate(kind.ApplyDefaults(value), old.Object);
        kind.ValidateUpdate(value, old.Object, errors);
        return errors.None ? value : ApiFailure.Invalid(kind, name, errors.Items);
    }

    /// <summary>True if an update holds for one version of the object only; no version, and version 0, stand for whichever there is.</summary>
    public static bool IsConditional(ObjectMeta metadata) => metadata.ResourceVersion is not (null or "" or "0");

    /// <summary>True when writing the value would change nothing; then nothing is written, as in Kubernetes.</summary>
    public static bool ChangesNothing(ApiDocument old, ApiObject value) =>
        old.Object.Equals(value) && old.Definition.Gvk == value.Definition.Gvk;

    // These are the server's: what a client sends for them is passed over, not refused, because clients send back what they read.
    private static ApiObject WithSystemFields(ApiObject value, ObjectMeta before) => value with
    {
        Metadata = value.Metadata with
        {
            Uid = before.Uid,
            ResourceVersion = before.ResourceVersion,
            Generation = before.Generation,
            CreationTimestamp = before.CreationTimestamp,
            DeletionTimestamp = before.DeletionTimestamp,
            DeletionGracePeriodSeconds = before.DeletionGracePeriodSeconds,
            SelfLink = before.SelfLink,
            Name = string.IsNullOrEmpty(value.Metadata.Name) ? before.Name : value.Metadata.Name,
            Namespace = string.IsNullOrEmpty(value.Metadata.Namespace) ? before.Namespace : value.Metadata.Namespace,
        },
    };
}
