using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Authorization;

/// <summary>Asks whether a user may do something in the namespace that the question is put in.</summary>
public sealed partial record LocalSubjectAccessReview : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => LocalSubjectAccessReviewKind.Instance;

    /// <summary>Who, and what.</summary>
    [Field(2, Required = true)]
    public SubjectAccessReviewSpec Spec { get; init; } = new();

    /// <summary>The answer.</summary>
    [Field(3)]
    public SubjectAccessReviewStatus Status { get; init; } = new();
}
