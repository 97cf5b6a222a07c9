using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Kinds;

namespace Krewe.Planning.Namespaces;

/// <summary>In which order a namespace loses its kinds.</summary>
internal static class DeletionStages
{
    private static readonly Dictionary<string, int> Stages = new()
    {
        [DeploymentKind.Instance.Collection] = 0,
        [ReplicaSetKind.Instance.Collection] = 1,
        [ReplicationControllerKind.Instance.Collection] = 1,
        [ServiceKind.Instance.Collection] = 1,
        [PodKind.Instance.Collection] = 2,
    };

    // Pods may still need their configuration while they end, and tell of their end by events.
    private const int Rest = 3;

    public static int Of(KindDefinition kind) => Stages.GetValueOrDefault(kind.Collection, Rest);
}
