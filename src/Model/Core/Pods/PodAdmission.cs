namespace Krewe.Model.Core;

/// <summary>What the API server adds to a pod once, when it is created: account, priority, tolerations of lost nodes.</summary>
internal static class PodAdmission
{
    private const string DefaultAccount = "default";
    private const long TolerationSeconds = 300;
    private const int SystemClusterCritical = 2_000_000_000;
    private const int SystemNodeCritical = 2_000_001_000;

    private static readonly string[] LostNodeTaints = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    public static PodSpec Admit(PodSpec spec)
    {
        var account = string.IsNullOrEmpty(spec.ServiceAccountName) ? DefaultAccount : spec.ServiceAccountName;
        return spec with
        {
            ServiceAccountName = account,
            ServiceAccount = account,
            Priority = PriorityOf(spec.PriorityClassName) ?? spec.Priority,
            PreemptionPolicy = spec.PreemptionPolicy ?? PreemptionPolicy.PreemptLowerPriority,
            Tolerations = [.. spec.Tolerations, .. LostNodeTaints.Where(taint => !Tolerates(spec, taint)).Select(Tolerate)],
        };
    }

    private static bool Tolerates(PodSpec spec, string taint) => spec.Tolerations.Any(t =>
        (t.Key == taint || string.IsNullOrEmpty(t.Key)) && (t.Effect == TaintEffect.NoExecute || t.Effect is null or { Value: null or "" }));

    private static Toleration Tolerate(string taint) => new()
    {
        Key = taint,
        Operator = TolerationOperator.Exists,
        Effect = TaintEffect.NoExecute,
        TolerationSeconds = TolerationSeconds,
    };

    private static int? PriorityOf(string? className) => className switch
    {
        null or "" => 0,
        "system-cluster-critical" => SystemClusterCritical,
        "system-node-critical" => SystemNodeCritical,
        _ => null,
    };
}
