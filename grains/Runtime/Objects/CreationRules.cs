using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Validation;

namespace Krewe.Grains.Objects;

/// <summary>What makes an object out of what a client sent to be created: identity, defaults, the kind's rules, all errors.</summary>
internal static class CreationRules
{
    public static Outcome<ApiObject> Apply(ObjectId id, ApiObject value, string uid, DateTimeOffset now)
    {
        var kind = value.Definition;
        if (!string.IsNullOrEmpty(value.Metadata.ResourceVersion))
            return ApiFailure.BadRequest("resourceVersion should not be set on objects to be created");
        value = kind.PrepareForCreate(kind.ApplyDefaults(WithIdentity(id, value, uid, now)));
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
