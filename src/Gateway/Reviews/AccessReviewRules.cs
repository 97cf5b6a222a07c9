using Krewe.Gateway.Authorization;
using Krewe.Model.Authorization;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Validation;

namespace Krewe.Gateway.Reviews;

/// <summary>What questions about access must say, in Kubernetes' words.</summary>
internal static class AccessReviewRules
{
    private const string ExactlyOne = "exactly one of nonResourceAttributes or resourceAttributes must be specified";

    /// <summary>The request that the attributes describe, or what is wrong with them.</summary>
    public static Outcome<AccessRequest> Read(KindDefinition kind, ResourceAttributes? resource, NonResourceAttributes? path, string? user, IReadOnlyList<string>? groups)
    {
        var errors = new FieldErrors();
        if (resource is null == path is null)
            errors.Invalid(FieldPath.Spec.Child("resourceAttributes"), null, ExactlyOne);
        if (groups is { Count: 0 } && string.IsNullOrEmpty(user))
            errors.Invalid(FieldPath.Spec.Child("user"), user ?? "", "at least one of user or group must be specified");
        if (!errors.None)
            return ApiFailure.Invalid(kind, "", errors.Items);
        return resource is not null
            ? new AccessRequest.Resource(
                resource.Verb ?? "", resource.Group ?? "", resource.Resource ?? "", resource.Subresource ?? "", resource.Namespace ?? "", resource.Name ?? "")
            : new AccessRequest.Path(path!.Verb ?? "", path.Path ?? "");
    }

    /// <summary>What is wrong with a question put in a namespace, or null.</summary>
    public static ApiFailure? CheckLocal(LocalSubjectAccessReview review, string space)
    {
        if (review.Spec.NonResourceAttributes is not null)
        {
            var errors = new FieldErrors();
            errors.Invalid(FieldPath.Spec.Child("nonResourceAttributes"), null, "disallowed on this kind of request");
            return ApiFailure.Invalid(review.Definition, "", errors.Items);
        }
        return review.Spec.ResourceAttributes is { } resource && (resource.Namespace ?? "") != space
            ? ApiFailure.BadRequest($"spec.resourceAttributes.namespace must match namespace: {space}")
            : null;
    }
}
