using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;
using Krewe.Planning.Pods;

namespace Krewe.Planning.Quotas;

/// <summary>What one object uses of what quotas count.</summary>
public static class ObjectUsage
{
    private const string Count = "count/";
    private const string HugePages = "hugepages-";
    private const string Requests = "requests.";

    private static readonly Quantity One = Quantity.Of(1);

    // Kinds that quotas counted by their plain names before count/ came.
    private static readonly HashSet<string> Plain = ["configmaps", "secrets", "replicationcontrollers", "resourcequotas", "persistentvolumeclaims"];

    private static readonly HashSet<string> OfPods =
    [
        "pods", "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage",
        "limits.cpu", "limits.memory", "limits.ephemeral-storage",
    ];

    /// <summary>True if objects of the kind count for a resource of a quota.</summary>
    public static bool Counts(KindDefinition kind, string resource) => resource == Count + kind.Collection || kind switch
    {
        PodKind => OfPods.Contains(resource) || resource.StartsWith(HugePages, StringComparison.Ordinal)
            || resource.StartsWith(Requests + HugePages, StringComparison.Ordinal)
            || (IsExtended(resource) && resource.StartsWith(Requests, StringComparison.Ordinal)),
        ServiceKind => resource is "services" or "services.nodeports" or "services.loadbalancers",
        _ => resource == kind.Collection && Plain.Contains(resource),
    };

    /// <summary>True if an object of the kind may come to use more than when it was created.</summary>
    public static bool MayGrow(KindDefinition kind) => kind is ServiceKind;

    /// <summary>What the object uses. A pod that has ended, or whose time to end is over, is only counted.</summary>
    /// <param name="value">The object.</param>
    /// <param name="now">The time; null where a pod counts in full until it has ended.</param>
    public static IReadOnlyDictionary<string, Quantity> Of(ApiObject value, DateTimeOffset? now)
    {
        var kind = value.Definition;
        var usage = new Dictionary<string, Quantity>(StringComparer.Ordinal) { [Count + kind.Collection] = One };
        switch (value)
        {
            case Pod pod:
                if (!pod.IsFinished() && !(IsDue(pod) < now))
                    Add(usage, PodResources.Requests(pod.Spec), PodResources.Limits(pod.Spec));
                break;
            case Service service:
                Add(usage, service.Spec);
                break;
            default:
                if (Plain.Contains(kind.Collection))
                    usage[kind.Collection] = One;
                break;
        }
        return usage;
    }

    /// <summary>When a pod that is being deleted stops to count; null for all others.</summary>
    public static DateTimeOffset? IsDue(Pod pod) => pod.Metadata is { DeletionTimestamp: { } deleted, DeletionGracePeriodSeconds: { } grace } && !pod.IsFinished()
        ? Moments.After(deleted, grace)
        : null;

    /// <summary>What a container or pod uses that asks for so much and may use so much.</summary>
    internal static void Add(Dictionary<string, Quantity> usage, IReadOnlyDictionary<string, Quantity> requests, IReadOnlyDictionary<string, Quantity> limits)
    {
        usage["pods"] = One;
        foreach (var (name, amount) in requests)
        {
            if (name is "cpu" or "memory" or "ephemeral-storage" || name.StartsWith(HugePages, StringComparison.Ordinal))
                usage[name] = usage[Requests + name] = amount;
            else if (IsExtended(name))
                usage[Requests + name] = amount;
        }
        foreach (var (name, amount) in limits)
        {
            if (name is "cpu" or "memory" or "ephemeral-storage")
                usage["limits." + name] = amount;
        }
    }

    private static void Add(Dictionary<string, Quantity> usage, ServiceSpec spec)
    {
        usage["services"] = One;
        if (spec.Type == ServiceType.LoadBalancer)
            usage["services.loadbalancers"] = One;
        var ports = spec.Type == ServiceType.NodePort || (spec.Type == ServiceType.LoadBalancer && spec.AllocateLoadBalancerNodePorts != false)
            ? spec.Ports.Count
            : spec.Type == ServiceType.LoadBalancer ? spec.Ports.Count(port => port.NodePort is > 0) : 0;
        if (ports > 0)
            usage["services.nodeports"] = Quantity.Of(ports);
    }

    private static bool IsExtended(string name) =>
        name.Contains('/', StringComparison.Ordinal) && !name.Contains("kubernetes.io/", StringComparison.Ordinal) && !name.StartsWith(Count, StringComparison.Ordinal);
}
