using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;

namespace Krewe.Grains.Tests.Harness;

/// <summary>Small valid objects.</summary>
internal static class Samples
{
    public static ConfigMap ConfigMap(string name, string value = "1", string @namespace = "default") => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = @namespace },
        Data = new Dictionary<string, string> { ["key"] = value },
    };

    public static PodTemplateSpec Template(string app, string image = "busybox:1", long? grace = null, IReadOnlyList<Toleration>? tolerations = null) => new()
    {
        Metadata = new ObjectMeta { Labels = new Dictionary<string, string> { ["app"] = app } },
        Spec = new PodSpec
        {
            TerminationGracePeriodSeconds = grace,
            Tolerations = tolerations ?? [],
            Containers = [new Container { Name = "c", Image = image }],
        },
    };

    public static Pod Pod(string name, string app = "web") => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default", Labels = new Dictionary<string, string> { ["app"] = app } },
        Spec = Template(app).Spec!,
    };

    public static ReplicaSet ReplicaSet(string name, int replicas, IReadOnlyList<Toleration>? tolerations = null) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default" },
        Spec = new ReplicaSetSpec { Replicas = replicas, Selector = Selector(name), Template = Template(name, tolerations: tolerations) },
    };

    public static Deployment Deployment(string name, int replicas, string image = "busybox:1") => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default" },
        Spec = new DeploymentSpec { Replicas = replicas, Selector = Selector(name), Template = Template(name, image) },
    };

    /// <summary>Lets pods leave a lost node after so many seconds.</summary>
    public static IReadOnlyList<Toleration> Leaving(long seconds) =>
    [
        Toleration("node.kubernetes.io/unreachable", seconds), Toleration("node.kubernetes.io/not-ready", seconds),
    ];

    public static IReadOnlyDictionary<string, Quantity> Capacity { get; } = new Dictionary<string, Quantity>
    {
        ["cpu"] = Quantity.Parse("8"), ["memory"] = Quantity.Parse("16Gi"), ["pods"] = Quantity.Parse("110"),
    };

    private static Toleration Toleration(string key, long seconds) => new()
    {
        Key = key, Operator = TolerationOperator.Exists, Effect = TaintEffect.NoExecute, TolerationSeconds = seconds,
    };

    private static LabelSelector Selector(string app) => new() { MatchLabels = new Dictionary<string, string> { ["app"] = app } };
}
