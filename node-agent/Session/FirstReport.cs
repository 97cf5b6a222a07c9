using Krewe.NodeAgent.Pods;

namespace Krewe.NodeAgent.Session;

/// <summary>
/// Finds the moment from which the control plane's picture of this node is true: it knows the fate of every pod that it wants here. Before,
/// it shows what was stored when an earlier agent was last heard; containers may have ended since.
/// </summary>
/// <param name="roster">The pods.</param>
/// <param name="outbox">What is to be told of them.</param>
/// <param name="taken">Called once, at that moment.</param>
internal sealed class FirstReport(PodRoster roster, Outbox outbox, Action taken)
{
    private bool _desiredKnown;
    private bool _taken;

    /// <summary>The control plane has said what it wants here.</summary>
    public Task DesiredTaken(CancellationToken cancellationToken)
    {
        _desiredKnown = true;
        return Look(cancellationToken);
    }

    /// <summary>The control plane has taken a report.</summary>
    public Task ReportTaken(CancellationToken cancellationToken) => Look(cancellationToken);

    private async Task Look(CancellationToken cancellationToken)
    {
        if (_taken || !_desiredKnown || !roster.Observed.IsCompleted)
            return;
        // In this order: a pod puts its first status into the outbox before it counts as reported.
        if (await roster.AllReported(cancellationToken) && !outbox.HasStatuses)
        {
            _taken = true;
            taken();
        }
    }
}
