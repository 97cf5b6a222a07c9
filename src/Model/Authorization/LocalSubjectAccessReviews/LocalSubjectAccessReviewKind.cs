using Krewe.Model.Kinds;

namespace Krewe.Model.Authorization;

/// <summary>Names of <see cref="LocalSubjectAccessReview"/>.</summary>
public sealed class LocalSubjectAccessReviewKind : ReviewDefinition<LocalSubjectAccessReview>
{
    private LocalSubjectAccessReviewKind()
    {
    }

    /// <summary>The definition.</summary>
    public static LocalSubjectAccessReviewKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("authorization.k8s.io", "v1", "LocalSubjectAccessReview");

    /// <inheritdoc/>
    public override string Plural => "localsubjectaccessreviews";

    /// <inheritdoc/>
    public override bool Namespaced => true;
}
