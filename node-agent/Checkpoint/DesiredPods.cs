using System.Collections.Immutable;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Checkpoint;

/// <summary>What the node shall run, as of a generation. Immutable; the pods are in the order of their UIDs, the same in every process.</summary>
internal sealed record DesiredPods(long Generation, ImmutableSortedDictionary<string, PodAssignment> Pods)
{
    /// <summary>Nothing, before any generation.</summary>
    public static readonly DesiredPods None = new(0, ImmutableSortedDictionary.Create<string, PodAssignment>(StringComparer.Ordinal));

    /// <summary>The whole set of a message.</summary>
    public static DesiredPods Of(DesiredState state) => new(
        state.Generation,
        state.Pods.Where(pod => pod.Pod.Metadata.Uid is not null).ToImmutableSortedDictionary(pod => pod.Pod.Metadata.Uid!, pod => pod, StringComparer.Ordinal));

    /// <summary>The set after a change, or null if the change starts from another generation.</summary>
    public DesiredPods? After(DesiredChange change) => change.From != Generation
        ? null
        : new DesiredPods(
            change.Generation,
            Pods.RemoveRange(change.Withdrawn)
                .SetItems(change.Assigned.Where(pod => pod.Pod.Metadata.Uid is not null).Select(pod => KeyValuePair.Create(pod.Pod.Metadata.Uid!, pod))));

    /// <summary>The set as one message.</summary>
    public DesiredState ToState() => new() { Generation = Generation, Pods = [.. Pods.Values] };
}
