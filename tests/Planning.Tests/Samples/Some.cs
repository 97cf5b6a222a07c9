using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;
using Krewe.Planning.Ownership;
using Krewe.Planning.Plans;

namespace Krewe.Planning.Tests.Samples;

/// <summary>Objects to test with; what a test is about it sets itself.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static PlanContext At(DateTimeOffset? now = null, ulong seed = 1) => new(now ?? Now, seed);

    public static Dictionary<string, string> Labels(params string[] pairs) =>
        pairs.Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    public static LabelSelector Selecting(params string[] pairs) => new() { MatchLabels = Labels(pairs) };

    public static PodTemplateSpec Template(string image = "web:1", params string[] labels) => new()
    {
        Metadata = new ObjectMeta { Labels = Labels(labels is [] ? ["app=web"] : labels) },
        Spec = new PodSpec { Containers = [new Container { Name = "web", Image = image }] },
    };

    public static ReplicaSet ReplicaSet(string name = "web", int replicas = 3) => new()
    {
        Metadata = Meta(name) with { Generation = 1 },
        Spec = new ReplicaSetSpec { Replicas = replicas, Selector = Selecting("app=web"), Template = Template() },
    };

    public static Deployment Deployment(string name = "web", int replicas = 3, IntOrString? surge = null, IntOrString? unavailable = null) => new()
    {
        Metadata = Meta(name) with { Generation = 1 },
        Spec = new DeploymentSpec
        {
            Replicas = replicas,
            Selector = Selecting("app=web"),
            Template = Template(),
            Strategy = new DeploymentStrategy
            {
                Type = DeploymentStrategyType.RollingUpdate,
                RollingUpdate = new RollingUpdateDeployment { MaxSurge = surge ?? "25%", MaxUnavailable = unavailable ?? "25%" },
            },
            ProgressDeadlineSeconds = 600,
            RevisionHistoryLimit = 10,
        },
    };

    public static Pod Pod(string name, ApiObject? owner = null, string? node = "n1", bool ready = true, PodPhase? phase = null, params string[] labels) => new()
    {
        Metadata = Meta(name) with
        {
            Labels = Labels(labels is [] ? ["app=web"] : labels),
            OwnerReferences = owner is null ? [] : [ControllerReference.To(owner)],
        },
        Spec = new PodSpec { NodeName = node, Containers = [new Container { Name = "web", Image = "web:1" }] },
        Status = new PodStatus { Phase = phase ?? (node is null ? PodPhase.Pending : PodPhase.Running), Conditions = [Ready(ready && node is not null)] },
    };

    public static PodCondition Ready(bool value, DateTimeOffset? since = null) => new()
    {
        Type = PodConditionType.Ready,
        Status = value ? ConditionStatus.True : ConditionStatus.False,
        LastTransitionTime = since ?? Now.AddMinutes(-1),
    };

    public static Pod Asking(this Pod pod, string cpu = "0", string memory = "0") => pod with
    {
        Spec = pod.Spec with
        {
            Containers =
            [
                pod.Spec.Containers[0] with
                {
                    Resources = new ResourceRequirements
                    {
                        Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse(cpu), ["memory"] = Quantity.Parse(memory) },
                    },
                },
            ],
        },
    };

    public static Pod Ending(this Pod pod) => pod with { Metadata = pod.Metadata with { DeletionTimestamp = Now, DeletionGracePeriodSeconds = 30 } };

    public static Node Node(string name = "n1", string cpu = "4", string memory = "8Gi", int pods = 110, params string[] labels) => new()
    {
        Metadata = new ObjectMeta { Name = name, Uid = $"uid-{name}", CreationTimestamp = Now.AddHours(-1), Labels = Labels([$"kubernetes.io/hostname={name}", .. labels]) },
        Status = new NodeStatus
        {
            Allocatable = new Dictionary<string, Quantity>
            {
                ["cpu"] = Quantity.Parse(cpu), ["memory"] = Quantity.Parse(memory), ["pods"] = Quantity.Of(pods), ["ephemeral-storage"] = Quantity.Parse("100Gi"),
            },
            Conditions =
            [
                new NodeCondition
                {
                    Type = NodeConditionType.Ready, Status = ConditionStatus.True, Reason = "AgentReady",
                    Message = "Node agent is posting ready status", LastHeartbeatTime = Now.AddHours(-1), LastTransitionTime = Now.AddHours(-1),
                },
            ],
        },
    };

    public static ObjectMeta Meta(string name) => new()
    {
        Name = name,
        Namespace = "default",
        Uid = $"uid-{name}",
        ResourceVersion = "1",
        CreationTimestamp = Now.AddMinutes(-10),
    };
}
