using System.Globalization;
using Krewe.Model.Core;
using Krewe.Planning.Pods;

namespace Krewe.Planning.ReplicaSets;

/// <summary>
/// Which pods to give up first, as Kubernetes orders them: what serves least, then what was marked cheap, then what shares its node
/// with most others, then what has served for the shortest time.
/// </summary>
public static class DeletionOrder
{
    /// <summary>Annotation with a whole number; pods of lower cost go first. Without it the cost is 0.</summary>
    public const string CostAnnotation = "controller.kubernetes.io/pod-deletion-cost";

    /// <summary>The pods, the first to go in front. <paramref name="related"/> are others that count as neighbours on a node.</summary>
    public static IReadOnlyList<Pod> Sort(IReadOnlyList<Pod> pods, IReadOnlyList<Pod> related)
    {
        var perNode = new Dictionary<string, int>();
        foreach (var pod in pods.Concat(related).Where(pod => pod.IsActive() && pod.IsBound()).DistinctBy(pod => pod.Metadata.Uid))
            perNode[pod.Spec.NodeName!] = perNode.GetValueOrDefault(pod.Spec.NodeName!) + 1;

        return
        [
            .. pods
                .OrderBy(pod => pod.IsBound())
                .ThenBy(PhaseRank)
                .ThenBy(pod => pod.IsReady())
                .ThenBy(Cost)
                .ThenByDescending(pod => pod.IsBound() ? perNode.GetValueOrDefault(pod.Spec.NodeName!) : 0)
                .ThenByDescending(pod => pod.ReadySince() ?? DateTimeOffset.MaxValue)
                .ThenByDescending(Restarts)
                .ThenByDescending(pod => pod.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue)
                .ThenBy(pod => pod.Metadata.Name, StringComparer.Ordinal),
        ];
    }

    private static int PhaseRank(Pod pod) => pod.Status.Phase switch
    {
        { } phase when phase == PodPhase.Running => 2,
        { } phase when phase == PodPhase.Unknown => 1,
        _ => 0,
    };

    private static int Cost(Pod pod) =>
        pod.Metadata.Annotations.TryGetValue(CostAnnotation, out var text)
        && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var cost) ? cost : 0;

    private static int Restarts(Pod pod) =>
        pod.Status.ContainerStatuses.Count > 0 ? pod.Status.ContainerStatuses.Max(container => container.RestartCount ?? 0) : 0;
}
