using Krewe.Model.Kinds;

namespace Krewe.Model.Authentication;

/// <summary>Names of <see cref="TokenReview"/>.</summary>
public sealed class TokenReviewKind : ReviewDefinition<TokenReview>
{
    private TokenReviewKind()
    {
    }

    /// <summary>The definition.</summary>
    public static TokenReviewKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("authentication.k8s.io", "v1", "TokenReview");

    /// <inheritdoc/>
    public override string Plural => "tokenreviews";
}
