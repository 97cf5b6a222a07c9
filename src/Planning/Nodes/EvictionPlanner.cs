using Krewe.Model.Core;

namespace Krewe.Planning.Nodes;

/// <summary>Decides which pods a node loses, and when.</summary>
public static class EvictionPlanner
{
    /// <summary>Plans for the pods that are bound to one node.</summary>
    public static EvictionPlan Plan(Node node, IReadOnlyList<Pod> pods, ClusterSilence silence, NodeHealthPolicy policy, DateTimeOffset now) =>
        throw new NotImplementedException();
}
