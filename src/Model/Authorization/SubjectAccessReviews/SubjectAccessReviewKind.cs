using Krewe.Model.Kinds;

namespace Krewe.Model.Authorization;

/// <summary>Names of <see cref="SubjectAccessReview"/>.</summary>
public sealed class SubjectAccessReviewKind : ReviewDefinition<SubjectAccessReview>
{
    private SubjectAccessReviewKind()
    {
    }

    /// <summary>The definition.</summary>
    public static SubjectAccessReviewKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("authorization.k8s.io", "v1", "SubjectAccessReview");

    /// <inheritdoc/>
    public override string Plural => "subjectaccessreviews";
}
