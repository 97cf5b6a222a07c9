using Krewe.Model.Tables;

namespace Krewe.Model.Core;

/// <summary>How tables show a node.</summary>
internal static class NodeCells
{
    private const string RolePrefix = "node-role.kubernetes.io/";
    private const string RoleLabel = "kubernetes.io/role";

    /// <summary><c>Ready</c>, <c>NotReady,SchedulingDisabled</c>; <c>Unknown</c> before the first report.</summary>
    public static string Status(Node node)
    {
        var ready = node.Status.Conditions.FirstOrDefault(c => c.Type == NodeConditionType.Ready);
        var status = ready is null ? "Unknown" : ready.Status == ConditionStatus.True ? "Ready" : "NotReady";
        return node.Spec.Unschedulable == true ? $"{status},SchedulingDisabled" : status;
    }

    public static string Roles(Node node)
    {
        var roles = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in node.Metadata.Labels)
        {
            if (key.StartsWith(RolePrefix, StringComparison.Ordinal))
                roles.Add(key[RolePrefix.Length..]);
            else if (key == RoleLabel)
                roles.Add(value);
        }
        roles.Remove("");
        return Column.OrNone(string.Join(',', roles));
    }

    public static string Address(Node node, NodeAddressType type) =>
        Column.OrNone(node.Status.Addresses.FirstOrDefault(a => a.Type == type)?.Address);

    public static string OrUnknown(string? text) => string.IsNullOrEmpty(text) ? "<unknown>" : text;
}
