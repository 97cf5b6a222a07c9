namespace Krewe.Planning.Nodes;

/// <summary>Judges a node by its signs of life.</summary>
public static class NodeHealthPlanner
{
    /// <summary>Judges one node.</summary>
    public static NodeHealthPlan Plan(ObservedNode observed, NodeHealthPolicy policy, DateTimeOffset now) => throw new NotImplementedException();
}
