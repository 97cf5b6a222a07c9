using Krewe.Model.Core;

namespace Krewe.Planning.Nodes;

/// <summary>
/// What every new pod tolerates unless it says otherwise: a node that is not ready or not heard, for five minutes, as Kubernetes has it.
/// Part of a pod's creation.
/// </summary>
public static class DefaultTolerations
{
    private const long Seconds = 300;

    /// <summary>The pod with the tolerations that it lacks.</summary>
    public static Pod AddTo(Pod pod)
    {
        var missing = new[] { NodeTaints.NotReady, NodeTaints.Unreachable }.Where(key => !Covers(pod.Spec.Tolerations, key)).ToList();
        return missing.Count == 0 ? pod : pod with
        {
            Spec = pod.Spec with
            {
                Tolerations =
                [
                    .. pod.Spec.Tolerations,
                    .. missing.Select(key => new Toleration
                    {
                        Key = key, Operator = TolerationOperator.Exists, Effect = TaintEffect.NoExecute, TolerationSeconds = Seconds,
                    }),
                ],
            },
        };
    }

    private static bool Covers(IReadOnlyList<Toleration> tolerations, string key) => tolerations.Any(toleration =>
        (string.IsNullOrEmpty(toleration.Key) || toleration.Key == key)
        && (toleration.Effect is not { Value.Length: > 0 } effect || effect == TaintEffect.NoExecute));
}
