using Krewe.Model.Apps;
using Krewe.Model.Core;

namespace Krewe.Planning.Deployments;

/// <summary>What the planner of deployments looks at.</summary>
public sealed record ObservedDeployment
{
    /// <summary>The deployment.</summary>
    public required Deployment Deployment { get; init; }

    /// <summary>Replica sets of its namespace that match its selector or name it as owner; others do no harm.</summary>
    public required IReadOnlyList<ReplicaSet> ReplicaSets { get; init; }

    /// <summary>Pods of those replica sets, ending ones included. Only a Recreate deployment needs them.</summary>
    public IReadOnlyList<Pod> Pods { get; init; } = [];
}
