using Krewe.Model.Core;
using Krewe.Planning.Pods;

namespace Krewe.Planning.ReplicaSets;

/// <summary>The status of a replica controller, for either kind.</summary>
internal sealed record ReplicaStatus
{
    public int Replicas { get; init; }

    public int FullyLabeled { get; init; }

    public int Ready { get; init; }

    public int Available { get; init; }

    public long ObservedGeneration { get; init; }

    public ReplicaFailure? Failure { get; init; }

    public static ReplicaStatus Of(ReplicaController controller, IReadOnlyList<Pod> owned, ReplicaFailure? failure, DateTimeOffset now)
    {
        int labeled = 0, ready = 0, available = 0;
        var labels = controller.Template?.Metadata.Labels;
        foreach (var pod in owned)
        {
            if (labels is null || labels.All(label => pod.Metadata.Labels.TryGetValue(label.Key, out var value) && value == label.Value))
                labeled++;
            if (!pod.IsReady())
                continue;
            ready++;
            if (pod.IsAvailable(controller.MinReadySeconds, now))
                available++;
        }

        return new ReplicaStatus
        {
            Replicas = owned.Count,
            FullyLabeled = labeled,
            Ready = ready,
            Available = available,
            ObservedGeneration = Math.Max(controller.Metadata.Generation ?? 0, controller.Status.ObservedGeneration),
            // A failure that goes on keeps the time at which it began.
            Failure = failure is null ? null : controller.Status.Failure ?? failure,
        };
    }
}
