using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.NodeAgent.Checkpoint;
using Krewe.NodeAgent.Runtimes;
using Krewe.Planning.Pods;
using Krewe.Simulation.Engine;
using Krewe.Simulation.Nodes;

namespace Krewe.Simulation.Checks;

/// <summary>What must hold at every moment, of pods and of the nodes that run them.</summary>
internal sealed class Invariants(World world)
{
    /// <summary>A look may take this long from reading the wanted number to its last creation; the number may change meanwhile.</summary>
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(90);

    /// <summary>An agent that can reach the control plane for this long runs what it shall, and nothing else.</summary>
    private static readonly TimeSpan ToCatchUp = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private const int MostActivations = 3_000;
    private const int MostRunnable = 20_000;

    private readonly Dictionary<(Machine, string Uid), TimeSpan> _withdrawn = [];
    private readonly Dictionary<Machine, TimeSpan> _reachableSince = [];
    private readonly Dictionary<string, List<(TimeSpan At, int Wanted)>> _wanted = new(StringComparer.Ordinal);

    private TimeSpan Now => world.Conductor.Time.Elapsed;

    public void Begin()
    {
        world.Ledger.Written += OnWritten;
        LookLater();
    }

    /// <summary>An agent puts a desired set on its disk.</summary>
    public void OnSaved(Machine machine, DesiredPods before, DesiredPods after)
    {
        Demand(after.Generation >= before.Generation, $"{machine.Name} goes back from generation {before.Generation} to {after.Generation}");
        foreach (var uid in before.Pods.Keys.Where(uid => !after.Pods.ContainsKey(uid)).Order(StringComparer.Ordinal))
            _withdrawn.TryAdd((machine, uid), Now);
        foreach (var uid in after.Pods.Keys)
            Demand(!_withdrawn.ContainsKey((machine, uid)), $"{machine.Name} is given pod {uid} again, which was taken away");
    }

    /// <summary>A paused agent goes on: what it was about to do it may still do.</summary>
    public void OnResumed(Machine machine)
    {
        foreach (var key in _withdrawn.Keys.Where(key => key.Item1 == machine).ToList())
            _withdrawn[key] = Now;
    }

    /// <summary>An agent asks for a container.</summary>
    public void OnStartAsked(Machine machine, ContainerRequest request)
    {
        if (_withdrawn.TryGetValue((machine, request.Pod.Uid), out var at))
            Demand(Now - at < TimeSpan.FromSeconds(1), $"{machine.Name} starts {request.Pod}, which was taken away at {at}");
    }

    /// <summary>A container was started.</summary>
    public void OnStarted(EngineHost engine, ContainerRequest request)
    {
        var running = engine.Running().ToList();
        Demand(running.Count(other => other.Pod == request.Pod && other.Seen.Name == request.Name) <= 1,
            $"{engine.Machine.Name} runs two instances of {request.Name} of {request.Pod}");
        Demand(!running.Any(other => other.Pod.Name == request.Pod.Name && other.Pod.Namespace == request.Pod.Namespace && other.Pod.Uid != request.Pod.Uid),
            $"{engine.Machine.Name} runs {request.Pod} beside another pod of that name");
        var pod = world.Ledger.All<Pod>(PodKind.Instance).FirstOrDefault(pod => pod.Metadata.Uid == request.Pod.Uid);
        Demand(pod is null || pod.Spec.NodeName == engine.Machine.Name, $"{engine.Machine.Name} runs {request.Pod}, which is bound to {pod?.Spec.NodeName}");
    }

    private void OnWritten(LedgerEntry entry)
    {
        if (entry.Document.Object is ReplicaSet set)
            Note(set.Metadata.Uid ?? "", entry.Deleted || set.Metadata.DeletionTimestamp is not null ? 0 : set.Spec.Replicas ?? 1);
        if (entry is { IsNew: true, Document.Object: Pod pod } && OwnerOf(pod) is { } owner)
            CheckNumber(owner, entry);
        if (entry is { Deleted: false, IsNew: false, Document.Object: Pod changed } && entry.Previous!.Document.Object is Pod old)
            Demand(string.IsNullOrEmpty(old.Spec.NodeName) || old.Spec.NodeName == changed.Spec.NodeName, $"{entry} moves from {old.Spec.NodeName} to {changed.Spec.NodeName}");
    }

    private void Note(string uid, int wanted)
    {
        if (!_wanted.TryGetValue(uid, out var values))
            _wanted.Add(uid, values = []);
        values.Add((Now, wanted));
    }

    // Exactly N is never more than N: of what was wanted at any time since a look that is not over may have begun.
    private void CheckNumber(string owner, LedgerEntry entry)
    {
        var active = world.Ledger.All<Pod>(PodKind.Instance).Count(pod => pod.IsActive() && OwnerOf(pod) == owner);
        var values = _wanted.GetValueOrDefault(owner) ?? [];
        var from = Math.Max(0, values.FindLastIndex(value => value.At < Now - LongestLook));
        var allowed = values.Count == 0 ? 0 : values.Skip(from).Max(static value => value.Wanted);
        Demand(active <= allowed, $"{entry} is number {active} of its replica set, which wants {allowed}");
    }

    private void LookLater() => world.Network.After(Interval, () =>
    {
        Look();
        LookLater();
    });

    private void Look()
    {
        Demand(world.Conductor.Runnable < MostRunnable, $"{world.Conductor.Runnable} steps wait to run");
        Demand(world.Silo is not { IsDead: false } silo || silo.Activations < MostActivations, $"there are {world.Silo?.Activations} activations");
        foreach (var machine in world.Machines)
        {
            if (!IsReachable(machine))
                _reachableSince.Remove(machine);
            else if (_reachableSince.TryAdd(machine, Now) || Now - _reachableSince[machine] < ToCatchUp)
                continue;
            else
                CheckStrays(machine);
        }
    }

    private bool IsReachable(Machine machine) => machine.IsConnected && !machine.Agent.IsPaused && machine.Engine is { Process.IsDead: false, Fail: 0 }
        && world.PickSilo() is { Process.IsPaused: false } silo && !world.Network.IsCut(machine.Name, silo.Host.Name)
        && world.Disk.IsWell && machine.Disk.Fail == 0 && world.Network.Worst < TimeSpan.FromMilliseconds(100);

    private void CheckStrays(Machine machine)
    {
        foreach (var (identity, _) in machine.Engine.Running())
        {
            var pod = (Pod?)world.Ledger.Current(PodKind.Instance.Collection, new ObjectKey(identity.Namespace, identity.Name))?.Document.Object;
            if (pod?.Metadata.Uid != identity.Uid)
                pod = null;
            // What was removed only just now the agent will hear of soon.
            var gone = world.Ledger.LastChange(PodKind.Instance.Collection, new ObjectKey(identity.Namespace, identity.Name));
            Demand(pod is not null || Now - gone < ToCatchUp, $"{machine.Name} still runs {identity}, which does not exist since {gone}");
            var patience = ToCatchUp + TimeSpan.FromSeconds(pod?.Metadata.DeletionGracePeriodSeconds ?? 0);
            Demand(pod is null || !pod.IsTerminating() || Now - gone < patience, $"{machine.Name} still runs {identity}, which was to end at {gone}");
        }
    }

    private static string? OwnerOf(Pod pod) => pod.Metadata.OwnerReferences.FirstOrDefault(owner => owner is { Controller: true, Kind: "ReplicaSet" })?.Uid;

    // The run ends here: within somebody's call a failure would be theirs to handle.
    private void Demand(bool holds, string what)
    {
        if (!holds)
            world.Conductor.Fail(new SimulationFailure("invariant", what));
    }
}
