using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Validation;

namespace Krewe.Grains.Objects;

/// <summary>
/// What makes an object out of what a client sent to be created: identity and defaults, then (once admission has changed what it
/// changes) the kind's rules and all errors.
/// </summary>
internal static class CreationRules
{
    /// <summary>Identity and defaults.</summary>
    public static Outcome<ApiObject> Begin(ObjectId id, ApiObject value, string uid, DateTimeOffset now) =>
        string.IsNullOrEmpty(value.Metadata.ResourceVersion)
            ? value.Definition.ApplyDefaults(WithIdentity(id, value, uid, now))
            : ApiFailure.BadRequest("resourceVersion should not be set on objects to be created");

    /// <summary>What follows from creation, and every error.</summary>
    public static Outcome<ApiObject> Complete(ObjectId id, ApiObject value)
    {
        var kind = value.Definition;
        value = kind.PrepareForCreate(value);
        var errors = new FieldErrors();
        kind.Validate(value, errors);
        return errors.None ? value : ApiFailure.Invalid(kind, id.Key.Name, errors.Items);
    }

    private static ApiObject WithIdentity(ObjectId id, ApiObject value, string uid, DateTimeOffset now) => value with
    {
        Metadata = value.Metadata with
        {
            Name = id.Key.Name,
            Namespace = id.Key.Namespace.Length == 0 ? null : id.Key.Namespace,
            Uid = uid,
            ResourceVersion = null,
            SelfLink = null,
            CreationTimestamp = now,
            DeletionTimestamp = null,
            DeletionGracePeriodSeconds = null,
        },
    };
}
