using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Meta;

namespace Krewe.Simulation.Checks;

/// <summary>What a person looks at first, in one line.</summary>
internal static class Summary
{
    public static string Of(ApiObject value) => value switch
    {
        Deployment deployment => $"wants {deployment.Spec.Replicas} of {Image(deployment.Spec.Template)}, generation {deployment.Metadata.Generation}/{deployment.Status.ObservedGeneration}, "
            + $"{deployment.Status.Replicas}/{deployment.Status.UpdatedReplicas}/{deployment.Status.ReadyReplicas}/{deployment.Status.AvailableReplicas}{Ending(value)}",
        ReplicaSet set => $"wants {set.Spec.Replicas} of {Image(set.Spec.Template)}, generation {set.Metadata.Generation}/{set.Status.ObservedGeneration}, "
            + $"{set.Status.Replicas}/{set.Status.ReadyReplicas}/{set.Status.AvailableReplicas}{Ending(value)}",
        Pod pod => $"{pod.Metadata.Uid?[..8]} on {pod.Spec.NodeName}: {pod.Status.Phase}{string.Concat(pod.Status.Conditions.Select(c => $" {c.Type}={c.Status}"))}{Ending(value)}",
        Node node => $"{string.Join(' ', node.Status.Conditions.Select(c => $"{c.Type}={c.Status}"))} {string.Join(' ', node.Spec.Taints.Select(taint => $"{taint.Key}:{taint.Effect}"))}",
        ConfigMap map => string.Join(' ', map.Data.Select(pair => $"{pair.Key}={pair.Value}")),
        _ => Ending(value),
    };

    private static string? Image(PodTemplateSpec? template) => template?.Spec?.Containers[0].Image;

    private static string Ending(ApiObject value) => value.Metadata.DeletionTimestamp is { } at ? $", ends {at:mm:ss}" : "";
}
