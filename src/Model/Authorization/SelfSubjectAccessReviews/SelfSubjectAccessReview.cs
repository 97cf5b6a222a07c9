using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Authorization;

/// <summary>Asks whether the caller may do something.</summary>
public sealed partial record SelfSubjectAccessReview : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => SelfSubjectAccessReviewKind.Instance;

    /// <summary>What.</summary>
    [Field(2, Required = true)]
    public SelfSubjectAccessReviewSpec Spec { get; init; } = new();

    /// <summary>The answer.</summary>
    [Field(3)]
    public SubjectAccessReviewStatus Status { get; init; } = new();
}

/// <summary>What the caller would do. Exactly one of the attributes is given.</summary>
public sealed partial record SelfSubjectAccessReviewSpec : ApiRecord
{
    /// <summary>What would be done with resources.</summary>
    [Field(1)]
    public ResourceAttributes? ResourceAttributes { get; init; }

    /// <summary>What would be done with a path that is no resource.</summary>
    [Field(2)]
    public NonResourceAttributes? NonResourceAttributes { get; init; }
}
