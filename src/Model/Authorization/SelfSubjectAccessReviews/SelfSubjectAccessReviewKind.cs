using Krewe.Model.Kinds;

namespace Krewe.Model.Authorization;

/// <summary>Names of <see cref="SelfSubjectAccessReview"/>.</summary>
public sealed class SelfSubjectAccessReviewKind : ReviewDefinition<SelfSubjectAccessReview>
{
    private SelfSubjectAccessReviewKind()
    {
    }

    /// <summary>The definition.</summary>
    public static SelfSubjectAccessReviewKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("authorization.k8s.io", "v1", "SelfSubjectAccessReview");

    /// <inheritdoc/>
    public override string Plural => "selfsubjectaccessreviews";
}
