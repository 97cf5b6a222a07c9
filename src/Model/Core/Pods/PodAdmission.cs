namespace Krewe.Model.Core;

/// <summary>What the API server adds to a pod once, when it is created: account, tolerations of lost nodes.</summary>
internal static class PodAdmission
{
    private const string DefaultAccount = "default";
    private const long TolerationSeconds = 300;

    private static readonly string[] LostNodeTaints = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    public static PodSpec Admit(PodSpec spec)
    {
        var account = string.IsNullOrEmpty(spec.ServiceAccountName) ? DefaultAccount : spec.ServiceAccountName;
        return spec with
        {
            ServiceAccountName = account,
            ServiceAccount = account,
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
}
