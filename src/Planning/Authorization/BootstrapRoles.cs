using Krewe.Model.Meta;
using Krewe.Model.Rbac;

namespace Krewe.Planning.Authorization;

/// <summary>
/// The cluster roles that exist from the start, for administrators to bind: <c>cluster-admin</c>, and <c>admin</c>, <c>edit</c> and <c>view</c> for
/// those who work in namespaces. The last three take in whatever other cluster roles are labelled for them, as in Kubernetes.
/// </summary>
public static class BootstrapRoles
{
    private const string AggregateTo = "rbac.authorization.k8s.io/aggregate-to-";
    private const string Apps = "apps";
    private const string Rbac = "rbac.authorization.k8s.io";

    private static readonly string[] Read = ["get", "list", "watch"];
    private static readonly string[] Write = ["create", "delete", "deletecollection", "patch", "update"];

    private static readonly string[] CoreObjects =
        ["configmaps", "endpoints", "persistentvolumeclaims", "pods", "replicationcontrollers", "replicationcontrollers/scale", "serviceaccounts", "services"];

    private static readonly string[] AppsObjects =
    [
        "controllerrevisions", "daemonsets", "deployments", "deployments/scale", "replicasets", "replicasets/scale", "statefulsets", "statefulsets/scale",
    ];

    private static readonly PolicyRule[] Viewing =
    [
        Rule([""], Read, [.. CoreObjects, "bindings", "events", "limitranges", "namespaces", "pods/log", "pods/status", "resourcequotas", "resourcequotas/status", "services/status"]),
        Rule([Apps], Read, [.. AppsObjects, "daemonsets/status", "deployments/status", "replicasets/status", "statefulsets/status"]),
        Rule(["autoscaling"], Read, "horizontalpodautoscalers"),
        Rule(["batch"], Read, "cronjobs", "jobs"),
        Rule(["discovery.k8s.io"], Read, "endpointslices"),
        Rule(["networking.k8s.io"], Read, "ingresses", "networkpolicies"),
        Rule(["policy"], Read, "poddisruptionbudgets"),
    ];

    private static readonly PolicyRule[] Editing =
    [
        Rule([""], Write, [.. CoreObjects, "pods/attach", "pods/eviction", "pods/exec", "pods/portforward", "pods/proxy", "secrets", "services/proxy"]),
        Rule([""], Read, "pods/attach", "pods/exec", "pods/portforward", "pods/proxy", "secrets", "services/proxy"),
        Rule([""], ["create"], "serviceaccounts/token"),
        Rule([""], ["impersonate"], "serviceaccounts"),
        Rule([Apps], Write, [.. AppsObjects, "deployments/rollback"]),
        Rule(["autoscaling"], Write, "horizontalpodautoscalers"),
        Rule(["batch"], Write, "cronjobs", "jobs"),
        Rule(["networking.k8s.io"], Write, "ingresses", "networkpolicies"),
        Rule(["policy"], Write, "poddisruptionbudgets"),
        Rule(["coordination.k8s.io"], [.. Read, .. Write], "leases"),
    ];

    private static readonly PolicyRule[] Administering =
    [
        Rule([Rbac], [.. Read, .. Write], "rolebindings", "roles"),
        Rule(["authorization.k8s.io"], ["create"], "localsubjectaccessreviews"),
    ];

    /// <summary>All of them, and the binding of administrators.</summary>
    public static IReadOnlyList<ApiObject> All { get; } =
    [
        new ClusterRole
        {
            Metadata = new ObjectMeta { Name = "cluster-admin", Labels = Bootstrapping },
            Rules = [Rule(["*"], ["*"], "*"), new PolicyRule { Verbs = ["*"], NonResourceURLs = ["*"] }],
        },
        Role("admin", [.. Viewing, .. Editing, .. Administering]),
        Role("edit", [.. Viewing, .. Editing], "admin"),
        Role("view", Viewing, "edit"),
        new ClusterRoleBinding
        {
            Metadata = new ObjectMeta { Name = "cluster-admin", Labels = Bootstrapping },
            Subjects = [new Subject { Kind = SubjectKind.Group, ApiGroup = Rbac, Name = "system:masters" }],
            RoleRef = new RoleRef { ApiGroup = Rbac, Kind = "ClusterRole", Name = "cluster-admin" },
        },
    ];

    private static Dictionary<string, string> Bootstrapping => new() { ["kubernetes.io/bootstrapping"] = "rbac-defaults" };

    private static ClusterRole Role(string name, IReadOnlyList<PolicyRule> rules, string? within = null)
    {
        var labels = Bootstrapping;
        if (within is not null)
            labels[AggregateTo + within] = "true";
        return new ClusterRole
        {
            Metadata = new ObjectMeta { Name = name, Labels = labels },
            Rules = rules,
            AggregationRule = new AggregationRule
            {
                ClusterRoleSelectors = [new LabelSelector { MatchLabels = new Dictionary<string, string> { [AggregateTo + name] = "true" } }],
            },
        };
    }

    private static PolicyRule Rule(IReadOnlyList<string> groups, IReadOnlyList<string> verbs, params IReadOnlyList<string> resources) =>
        new() { Verbs = verbs, ApiGroups = groups, Resources = resources };
}
