using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Autoscaling;

/// <summary>How many replicas an object shall have and has: its <c>scale</c> subresource.</summary>
[TypeMeta("autoscaling/v1", "Scale")]
public sealed partial record Scale : ApiRecord
{
    /// <summary>Metadata of the object that is scaled.</summary>
    [Field(1)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>Desired replicas.</summary>
    [Field(2)]
    public ScaleSpec Spec { get; init; } = new();

    /// <summary>Observed replicas.</summary>
    [Field(3)]
    public ScaleStatus Status { get; init; } = new();
}

/// <summary>Desired replicas of a scaled object.</summary>
public sealed partial record ScaleSpec : ApiRecord
{
    /// <summary>Desired number of replicas.</summary>
    [Field(1)]
    public int? Replicas { get; init; }
}

/// <summary>Observed replicas of a scaled object.</summary>
public sealed partial record ScaleStatus : ApiRecord
{
    /// <summary>Observed number of replicas.</summary>
    [Field(1, Required = true)]
    public int? Replicas { get; init; }

    /// <summary>Selector of the replicas' pods, as text.</summary>
    [Field(2)]
    public string? Selector { get; init; }
}
