using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Protocol;

namespace Krewe.Grains.Nodes;

/// <summary>Makes Node objects of what agents say of their machines.</summary>
internal static class NodeRegistration
{
    /// <summary>True for the node of an agent of Krewe's own, which keeps a session; other agents are clients of the API.</summary>
    public static bool HasAgent(Node node) => node.Status.NodeInfo?.KubeletVersion?.EndsWith(AgentProtocol.AgentVersionSuffix, StringComparison.Ordinal) == true;

    /// <summary>A node that is new.</summary>
    public static Node Create(string name, NodeFacts facts) => new()
    {
        Metadata = new ObjectMeta { Name = name, Labels = facts.Labels },
        Spec = new NodeSpec { Taints = facts.Taints },
        Status = facts.Status with { Conditions = [.. facts.Status.Conditions.Where(condition => condition.Type != NodeConditionType.Ready)] },
    };

    /// <summary>
    /// A known node with the newest facts. Labels of others stay; taints are given at registration only, for people change them
    /// later; whether the node is ready is not the agent's to say alone.
    /// </summary>
    public static Node Update(Node known, NodeFacts facts)
    {
        var labels = new Dictionary<string, string>(known.Metadata.Labels, StringComparer.Ordinal);
        foreach (var (key, value) in facts.Labels)
            labels[key] = value;
        return known with
        {
            Metadata = known.Metadata with { Labels = labels },
            Status = facts.Status with { Conditions = Conditions(known.Status.Conditions, facts.Status.Conditions) },
        };
    }

    private static List<NodeCondition> Conditions(IReadOnlyList<NodeCondition> known, IReadOnlyList<NodeCondition> reported)
    {
        var fresh = reported.Where(condition => condition.Type != NodeConditionType.Ready).ToList();
        return [.. fresh, .. known.Where(condition => fresh.All(other => other.Type != condition.Type))];
    }
}
