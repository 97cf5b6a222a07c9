using Krewe.Model.Coordination;
using Krewe.Model.Core;

namespace Krewe.Planning.Nodes;

/// <summary>What the judge of a node's health looks at.</summary>
public sealed record ObservedNode
{
    /// <summary>The node.</summary>
    public required Node Node { get; init; }

    /// <summary>When its agent was heard last by this control plane; null if not yet.</summary>
    public DateTimeOffset? LastHeard { get; init; }

    /// <summary>
    /// When this control plane began to listen: silence counts from then on, so that a restarted control plane gives every agent time
    /// to come back.
    /// </summary>
    public required DateTimeOffset ListeningSince { get; init; }

    /// <summary>What the agent said of its own readiness last; null for an agent that says nothing of it.</summary>
    public NodeCondition? ReportedReady { get; init; }

    /// <summary>The node's lease in <c>kube-node-lease</c>, for agents that renew one instead of holding a session.</summary>
    public Lease? Lease { get; init; }
}
