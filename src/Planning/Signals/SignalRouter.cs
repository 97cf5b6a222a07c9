using Krewe.Model.Meta;

namespace Krewe.Planning.Signals;

/// <summary>Tells who must look again after a durable change. Level-triggered: a signal says nothing of what has changed.</summary>
public static class SignalRouter
{
    private static readonly ISignalRoute[] Routes =
    [
        new SelfRoute(), new ControllerRoute(), new SchedulerRoute(), new NodeRoute(), new ServiceRoute(), new NamespaceRoute(), new CollectorRoute(),
        new QuotaRoute(), new DisruptionRoute(),
    ];

    /// <summary>Adds the targets of a change to <paramref name="targets"/>.</summary>
    /// <param name="before">The object before; null when it is new.</param>
    /// <param name="after">The object after; null when it is gone.</param>
    /// <param name="targets">A set, since neighbouring changes often concern the same.</param>
    public static void Route(ApiObject? before, ApiObject? after, ISet<SignalTarget> targets)
    {
        var change = new ObjectChange(before, after);
        foreach (var route in Routes)
            route.Route(change, targets);
    }
}
