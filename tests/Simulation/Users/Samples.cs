using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Model.Quantities;

namespace Krewe.Simulation.Users;

/// <summary>What users ask for.</summary>
internal static class Samples
{
    public static Deployment Deployment(string name, Random random) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default" },
        Spec = new DeploymentSpec
        {
            Replicas = random.Next(6),
            Selector = Selector(name),
            Template = Template(name, random),
            Strategy = new DeploymentStrategy { Type = random.Next(3) == 0 ? DeploymentStrategyType.Recreate : DeploymentStrategyType.RollingUpdate },
        },
    };

    public static ReplicaSet ReplicaSet(string name, Random random) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default" },
        Spec = new ReplicaSetSpec { Replicas = random.Next(5), Selector = Selector(name), Template = Template(name, random) },
    };

    public static Pod Pod(string name, Random random)
    {
        var template = Template(name, random);
        return new Pod
        {
            Metadata = new ObjectMeta { Name = name, Namespace = "default", Labels = template.Metadata!.Labels },
            Spec = template.Spec!,
        };
    }

    private static PodTemplateSpec Template(string app, Random random) => new()
    {
        Metadata = new ObjectMeta { Labels = new Dictionary<string, string> { ["app"] = app } },
        Spec = new PodSpec
        {
            TerminationGracePeriodSeconds = random.Next(3) switch { 0 => 1, 1 => 5, _ => null },
            Tolerations = random.Next(3) == 0 ? [] : [Leaving("node.kubernetes.io/unreachable", random), Leaving("node.kubernetes.io/not-ready", random)],
            Containers =
            [
                new Container
                {
                    Name = "c",
                    Image = $"app:{random.Next(1, 4)}",
                    Resources = new ResourceRequirements
                    {
                        Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.OfMilli(random.Next(4) == 0 ? 700 : 100) },
                    },
                },
            ],
        },
    };

    private static Toleration Leaving(string taint, Random random) => new()
    {
        Key = taint, Operator = TolerationOperator.Exists, Effect = TaintEffect.NoExecute, TolerationSeconds = random.Next(12),
    };

    private static LabelSelector Selector(string app) => new() { MatchLabels = new Dictionary<string, string> { ["app"] = app } };
}
