using Krewe.Model.Kinds;

namespace Krewe.Model.Authorization;

/// <summary>Names of <see cref="SelfSubjectRulesReview"/>.</summary>
public sealed class SelfSubjectRulesReviewKind : ReviewDefinition<SelfSubjectRulesReview>
{
    private SelfSubjectRulesReviewKind()
    {
    }

    /// <summary>The definition.</summary>
    public static SelfSubjectRulesReviewKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("authorization.k8s.io", "v1", "SelfSubjectRulesReview");

    /// <inheritdoc/>
    public override string Plural => "selfsubjectrulesreviews";
}
