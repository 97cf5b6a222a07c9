using Krewe.Model.Core;
using Krewe.Planning.Pods;

namespace Krewe.Planning.Signals;

/// <summary>The scheduler looks again when a pod waits, when a pod has given its room back, and when nodes have changed for it.</summary>
internal sealed class SchedulerRoute : ISignalRoute
{
    public void Route(in ObjectChange change, ISet<SignalTarget> targets)
    {
        if (change.Latest switch
        {
            Pod => Waits(change) || FreesRoom(change),
            Node => change.Differs(static value => ((Node)value).Spec)
                || change.DiffersIn(static value => ((Node)value).Status.Allocatable)
                || change.DiffersIn(static value => value.Metadata.Labels),
            _ => false,
        })
        {
            targets.Add(SignalTarget.Scheduler.Instance);
        }
    }

    private static bool Waits(in ObjectChange change) =>
        change.After is Pod pod && !pod.IsBound() && pod.IsActive() && change.Asks;

    private static bool FreesRoom(in ObjectChange change) =>
        change.Before is Pod before && before.IsBound() && !before.IsFinished() && (change.After is not Pod after || after.IsFinished());
}
