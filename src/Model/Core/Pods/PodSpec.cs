using Krewe.Model.Quantities;
using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Desired state of a pod: its containers, its volumes, and where it may run.</summary>
public sealed partial record PodSpec : ApiRecord
{
    /// <summary>Volumes that the containers may mount.</summary>
    [Field(1, MergeKey = "name", RetainKeys = true)]
    public IReadOnlyList<Volume> Volumes { get; init; } = [];

    /// <summary>
    /// Containers that run one after another, each to completion, before the others start; those with restartPolicy Always go on running as
    /// sidecars.
    /// </summary>
    [Field(20, MergeKey = "name")]
    public IReadOnlyList<Container> InitContainers { get; init; } = [];

    /// <summary>The containers; at least one. Cannot be changed later, apart from images.</summary>
    [Field(2, MergeKey = "name", Required = true)]
    public IReadOnlyList<Container> Containers { get; init; } = [];

    /// <summary>Containers added to a running pod for debugging, through the ephemeralcontainers subresource.</summary>
    [Field(34, MergeKey = "name")]
    public IReadOnlyList<EphemeralContainer> EphemeralContainers { get; init; } = [];

    /// <summary>When containers are restarted after they end: Always, OnFailure or Never. Always by default.</summary>
    [Field(3)]
    public RestartPolicy? RestartPolicy { get; init; }

    /// <summary>Seconds between the request to stop and the kill; 0 kills at once. 30 by default.</summary>
    [Field(4)]
    public long? TerminationGracePeriodSeconds { get; init; }

    /// <summary>Seconds after its start when the pod is stopped and marked failed.</summary>
    [Field(5)]
    public long? ActiveDeadlineSeconds { get; init; }

    /// <summary>Where names are resolved: ClusterFirst, ClusterFirstWithHostNet, Default or None. ClusterFirst by default.</summary>
    [Field(6)]
    public DnsPolicy? DnsPolicy { get; init; }

    /// <summary>Labels that a node must have for the pod to be placed on it.</summary>
    [Field(7, Atomic = true)]
    public IReadOnlyDictionary<string, string> NodeSelector { get; init; } = StringMap.Empty;

    /// <summary>Service account whose identity the pod has.</summary>
    [Field(8)]
    public string? ServiceAccountName { get; init; }

    /// <summary>Old name of serviceAccountName.</summary>
    [Field(9)]
    public string? ServiceAccount { get; init; }

    /// <summary>Whether a token of the service account is mounted.</summary>
    [Field(21)]
    public bool? AutomountServiceAccountToken { get; init; }

    /// <summary>Node that the pod is bound to; set by the scheduler, or by the user to bypass it.</summary>
    [Field(10)]
    public string? NodeName { get; init; }

    /// <summary>True to use the node's network instead of one of the pod's own.</summary>
    [Field(11, OmitZero = true)]
    public bool? HostNetwork { get; init; }

    /// <summary>True to see the node's processes.</summary>
    [Field(12, OmitZero = true)]
    public bool? HostPID { get; init; }

    /// <summary>True to share the node's inter-process communication.</summary>
    [Field(13, OmitZero = true)]
    public bool? HostIPC { get; init; }

    /// <summary>True to let all containers of the pod see each other's processes.</summary>
    [Field(27)]
    public bool? ShareProcessNamespace { get; init; }

    /// <summary>Security settings of the whole pod.</summary>
    [Field(14)]
    public PodSecurityContext? SecurityContext { get; init; }

    /// <summary>Secrets with credentials for image registries.</summary>
    [Field(15, MergeKey = "name")]
    public IReadOnlyList<LocalObjectReference> ImagePullSecrets { get; init; } = [];

    /// <summary>Host name inside the pod; the pod's name when absent.</summary>
    [Field(16)]
    public string? Hostname { get; init; }

    /// <summary>With a hostname, the pod is known as hostname.subdomain.namespace.svc and the cluster's domain.</summary>
    [Field(17)]
    public string? Subdomain { get; init; }

    /// <summary>Attraction to and repulsion from nodes and other pods.</summary>
    [Field(18)]
    public Affinity? Affinity { get; init; }

    /// <summary>Scheduler that shall place the pod.</summary>
    [Field(19)]
    public string? SchedulerName { get; init; }

    /// <summary>Taints of nodes that the pod puts up with.</summary>
    [Field(22)]
    public IReadOnlyList<Toleration> Tolerations { get; init; } = [];

    /// <summary>Lines to add to the pod's hosts file.</summary>
    [Field(23, MergeKey = "ip")]
    public IReadOnlyList<HostAlias> HostAliases { get; init; } = [];

    /// <summary>Name of the class that the priority comes from.</summary>
    [Field(24)]
    public string? PriorityClassName { get; init; }

    /// <summary>Importance; higher is scheduled first and may displace lower.</summary>
    [Field(25)]
    public int? Priority { get; init; }

    /// <summary>Resolver settings, merged with those of dnsPolicy.</summary>
    [Field(26)]
    public PodDNSConfig? DnsConfig { get; init; }

    /// <summary>Further conditions that must be true for the pod to be ready.</summary>
    [Field(28)]
    public IReadOnlyList<PodReadinessGate> ReadinessGates { get; init; } = [];

    /// <summary>Class of container runtime to use.</summary>
    [Field(29)]
    public string? RuntimeClassName { get; init; }

    /// <summary>Whether services of the namespace appear as environment variables. True by default.</summary>
    [Field(30)]
    public bool? EnableServiceLinks { get; init; }

    /// <summary>Whether the pod may displace pods of lower priority: PreemptLowerPriority or Never.</summary>
    [Field(31)]
    public PreemptionPolicy? PreemptionPolicy { get; init; }

    /// <summary>Resources that running the pod takes beyond those of its containers.</summary>
    [Field(32)]
    public IReadOnlyDictionary<string, Quantity> Overhead { get; init; } = StringMap.EmptyOf<Quantity>();

    /// <summary>How pods spread over zones, nodes or other domains; all must be met.</summary>
    [Field(33, MergeKey = "topologyKey", ListKeys = "topologyKey whenUnsatisfiable")]
    public IReadOnlyList<TopologySpreadConstraint> TopologySpreadConstraints { get; init; } = [];

    /// <summary>True to use the full domain name as host name.</summary>
    [Field(35)]
    public bool? SetHostnameAsFQDN { get; init; }

    /// <summary>Operating system that the pod is made for.</summary>
    [Field(36)]
    public PodOS? Os { get; init; }

    /// <summary>False to run with user identities of the pod's own.</summary>
    [Field(37)]
    public bool? HostUsers { get; init; }

    /// <summary>Reasons not to schedule the pod yet; it waits until the list is empty.</summary>
    [Field(38, MergeKey = "name")]
    public IReadOnlyList<PodSchedulingGate> SchedulingGates { get; init; } = [];

    /// <summary>Claims of devices that must be met before the pod may start.</summary>
    [Field(39, MergeKey = "name", RetainKeys = true)]
    public IReadOnlyList<PodResourceClaim> ResourceClaims { get; init; } = [];

    /// <summary>Resources of the whole pod, shared by its containers.</summary>
    [Field(40)]
    public ResourceRequirements? Resources { get; init; }
}
