using Krewe.Model.Kinds;

namespace Krewe.Model.Authentication;

/// <summary>Names of <see cref="SelfSubjectReview"/>.</summary>
public sealed class SelfSubjectReviewKind : ReviewDefinition<SelfSubjectReview>
{
    private SelfSubjectReviewKind()
    {
    }

    /// <summary>The definition.</summary>
    public static SelfSubjectReviewKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("authentication.k8s.io", "v1", "SelfSubjectReview");

    /// <inheritdoc/>
    public override string Plural => "selfsubjectreviews";
}
