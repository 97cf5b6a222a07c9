using System.Globalization;
using Krewe.Model.Apps;
using Krewe.Model.Meta;

namespace Krewe.Planning.Deployments;

/// <summary>What a deployment notes on its replica sets, for itself and for <c>kubectl rollout</c>.</summary>
public static class DeploymentAnnotations
{
    /// <summary>Number of the revision, on the deployment and its replica sets.</summary>
    public const string Revision = "deployment.kubernetes.io/revision";

    /// <summary>Earlier numbers of a replica set's revision, which it had before it was rolled back to.</summary>
    public const string RevisionHistory = "deployment.kubernetes.io/revision-history";

    /// <summary>The deployment's replicas when the replica set was scaled last.</summary>
    public const string DesiredReplicas = "deployment.kubernetes.io/desired-replicas";

    /// <summary>The most pods that the deployment allowed when the replica set was scaled last.</summary>
    public const string MaxReplicas = "deployment.kubernetes.io/max-replicas";

    // What describes the deployment itself is not handed down.
    private static readonly HashSet<string> Own =
    [
        "kubectl.kubernetes.io/last-applied-configuration", Revision, RevisionHistory, DesiredReplicas, MaxReplicas,
        "deprecated.deployment.rollback.to",
    ];

    private const int MaxHistoryLength = 2000;

    internal static long RevisionOf(ObjectMeta metadata) => NumberOf(metadata, Revision) ?? 0;

    internal static long? NumberOf(ObjectMeta metadata, string key) =>
        metadata.Annotations.TryGetValue(key, out var text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number : null;

    /// <summary>The annotations of the new replica set: those of the deployment, and the revision if it rises.</summary>
    internal static IReadOnlyDictionary<string, string> ForNewReplicaSet(Deployment deployment, ObjectMeta replicaSet, long revision)
    {
        var annotations = new Dictionary<string, string>(replicaSet.Annotations);
        foreach (var (key, value) in deployment.Metadata.Annotations)
        {
            if (!Own.Contains(key))
                annotations[key] = value;
        }
        var old = NumberOf(replicaSet, Revision);
        if (old is null || old < revision)
        {
            annotations[Revision] = Text(revision);
            if (old > 0)
                annotations[RevisionHistory] = Lengthen(annotations.GetValueOrDefault(RevisionHistory), Text(old.Value));
        }
        return annotations;
    }

    internal static IReadOnlyDictionary<string, string> WithScale(IReadOnlyDictionary<string, string> annotations, RolloutLimits limits) =>
        new Dictionary<string, string>(annotations) { [DesiredReplicas] = Text(limits.Replicas), [MaxReplicas] = Text(limits.MaxTotal) };

    private static string Lengthen(string? history, string revision)
    {
        if (string.IsNullOrEmpty(history))
            return revision;
        var whole = $"{history},{revision}";
        while (whole.Length > MaxHistoryLength && whole.Contains(',', StringComparison.Ordinal))
            whole = whole[(whole.IndexOf(',', StringComparison.Ordinal) + 1)..];
        return whole;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
