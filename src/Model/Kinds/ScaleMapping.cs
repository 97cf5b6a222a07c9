using Krewe.Model.Meta;

namespace Krewe.Model.Kinds;

/// <summary>How a kind appears as <c>autoscaling/v1 Scale</c>.</summary>
/// <param name="Replicas">Desired replicas of an object.</param>
/// <param name="StatusReplicas">Observed replicas of an object.</param>
/// <param name="Selector">The selector of its pods, in text form.</param>
/// <param name="WithReplicas">The object with other desired replicas.</param>
public sealed record ScaleMapping(
    Func<ApiObject, int> Replicas,
    Func<ApiObject, int> StatusReplicas,
    Func<ApiObject, string> Selector,
    Func<ApiObject, int, ApiObject> WithReplicas)
{
    /// <summary>Names of the fields that lead to the desired replicas.</summary>
    public IReadOnlyList<string> ReplicasPath { get; init; } = ["spec", "replicas"];
}
