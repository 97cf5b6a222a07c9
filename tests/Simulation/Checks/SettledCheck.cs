using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Planning.Pods;
using Krewe.Simulation.Engine;

namespace Krewe.Simulation.Checks;

/// <summary>
/// When nothing fails any more, the world becomes what was asked for: every pod that fits is placed and runs, exactly those that shall run do,
/// every status says so, every watch has seen it; and then it is quiet.
/// </summary>
internal sealed class SettledCheck
{
    /// <summary>How long a settled world is watched.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(70);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // The last words of a change are on their way when all that they lead to is there already; a silo that was replaced keeps its agents for some seconds.
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(10);

    private readonly World _world;
    private TimeSpan _calmSince;
    private TimeSpan _next;
    private bool _holds;
    private int _writes;

    public SettledCheck(World world)
    {
        _world = world;
        _calmSince = world.Conductor.Time.Elapsed;
        world.Ledger.Written += Note;
    }

    /// <summary>What does not hold yet.</summary>
    public string Why { get; private set; } = "";

    /// <summary>Looks now and then; true once all holds and nothing is being written any more.</summary>
    public bool Holds()
    {
        var now = _world.Conductor.Time.Elapsed;
        if (now < _next)
            return _holds;
        _next = now + Interval;
        Why = Missing().FirstOrDefault() ?? (now - _calmSince < Calm ? "something is written still" : "");
        return _holds = Why.Length == 0;
    }

    public void BeginQuiet() => _writes = 0;

    public void EndQuiet()
    {
        if (_writes > 0)
            throw new SimulationFailure("quiet", $"{_writes} writes in {Quiet} after everything had settled");
        if (Missing().FirstOrDefault() is { } missing)
            throw new SimulationFailure("quiet", $"what had settled does not hold any more: {missing}");
    }

    private void Note(LedgerEntry entry)
    {
        if (entry.Kind == EventKind.Instance)
            return;
        _writes++;
        _calmSince = _world.Conductor.Time.Elapsed;
    }

    private IEnumerable<string> Missing()
    {
        if (_world.PickSilo() is null)
            yield return "no silo serves";
        if (_world.Users.Exists(static user => user.IsBusy))
            yield return "a user still waits for an answer";
        foreach (var machine in _world.Machines.Where(static machine => !machine.IsConnected))
            yield return $"{machine.Name} is not in session";

        var nodes = _world.Ledger.All<Node>(NodeKind.Instance).ToList();
        var pods = _world.Ledger.All<Pod>(PodKind.Instance).ToList();
        if (nodes.Count != _world.Machines.Count)
            yield return $"there are {nodes.Count} nodes";
        foreach (var node in nodes.Where(static node => node.Spec.Taints.Count > 0 || !node.Status.Conditions.Any(static c => c.Type == NodeConditionType.Ready && c.Status == ConditionStatus.True)))
            yield return $"node {node.Metadata.Name} is not ready: {Summary.Of(node)}";
        foreach (var ending in ((IEnumerable<ApiObject>)pods).Concat(Sets).Concat(Deployments).Where(static value => value.Metadata.DeletionTimestamp is not null))
            yield return $"{ending.GetType().Name} {ending.Metadata.Name} has not ended";
        foreach (var orphan in ((IEnumerable<ApiObject>)pods).Concat(Sets).Where(HasNoOwner))
            yield return $"{orphan.GetType().Name} {orphan.Metadata.Name} has outlived its owner";

        foreach (var pod in pods.Where(static pod => !pod.IsBound() && pod.IsActive()))
            if (nodes.FirstOrDefault(node => Fits(pod, node, pods)) is { } node)
                yield return $"pod {pod.Metadata.Name} would fit on {node.Metadata.Name} and is not placed";
        foreach (var pod in pods.Where(static pod => pod.IsBound() && !pod.IsFinished() && !pod.IsReady()))
            yield return $"pod {pod.Metadata.Name} is not ready: {Summary.Of(pod)}";
        var full = pods.Any(static pod => !pod.IsBound());
        foreach (var set in Sets.Where(set => !IsComplete(set, pods, full)))
            yield return $"replica set {set.Metadata.Name} is not complete: {Summary.Of(set)}";
        foreach (var deployment in Deployments.Where(deployment => !IsComplete(deployment, full)))
            yield return $"deployment {deployment.Metadata.Name} is not complete: {Summary.Of(deployment)}";

        foreach (var machine in _world.Machines)
        {
            var wanted = pods.Where(pod => pod.Spec.NodeName == machine.Name && !pod.IsFinished()).Select(static pod => pod.Metadata.Uid!).Order(StringComparer.Ordinal).ToList();
            var running = machine.Engine.Running().Select(static running => running.Pod.Uid).Order(StringComparer.Ordinal).ToList();
            if (!wanted.SequenceEqual(running))
                yield return $"{machine.Name} runs [{string.Join(' ', running)}] and shall run [{string.Join(' ', wanted)}]";
        }
        if (_world.Watches.Behind() is { Length: > 0 } behind)
            yield return $"watches are behind: {behind}";
    }

    private IEnumerable<ReplicaSet> Sets => _world.Ledger.All<ReplicaSet>(ReplicaSetKind.Instance);

    private IEnumerable<Deployment> Deployments => _world.Ledger.All<Deployment>(DeploymentKind.Instance);

    private bool HasNoOwner(ApiObject value) => value.Metadata.OwnerReferences.Any(reference =>
        !Sets.Any(set => set.Metadata.Uid == reference.Uid) && !Deployments.Any(deployment => deployment.Metadata.Uid == reference.Uid));

    private static bool IsComplete(ReplicaSet set, List<Pod> pods, bool full)
    {
        var owned = pods.Where(pod => pod.IsActive() && pod.Metadata.OwnerReferences.Any(owner => owner.Uid == set.Metadata.Uid)).ToList();
        var ready = owned.Count(static pod => pod.IsReady());
        var status = set.Status;
        return owned.Count == (set.Spec.Replicas ?? 1) && (full || ready == owned.Count)
            && status.ObservedGeneration == set.Metadata.Generation
            && (status.Replicas, status.ReadyReplicas ?? 0, status.AvailableReplicas ?? 0) == (owned.Count, ready, ready);
    }

    private static bool IsComplete(Deployment deployment, bool full)
    {
        var wanted = deployment.Spec.Replicas ?? 1;
        var status = deployment.Status;
        return status.ObservedGeneration == deployment.Metadata.Generation
            && (full || (status.Replicas ?? 0, status.UpdatedReplicas ?? 0, status.ReadyReplicas ?? 0, status.AvailableReplicas ?? 0) == (wanted, wanted, wanted, wanted));
    }

    private static bool Fits(Pod pod, Node node, List<Pod> pods)
    {
        var there = pods.Where(other => other.Spec.NodeName == node.Metadata.Name && !other.IsFinished()).ToList();
        return node.Status.Allocatable.All(limit => limit.Key == "pods"
            ? there.Count < limit.Value.Value
            : there.Aggregate(Request(pod, limit.Key), (sum, other) => sum + Request(other, limit.Key)) <= limit.Value.Nanos);
    }

    private static Int128 Request(Pod pod, string resource) => pod.Spec.Containers.Aggregate((Int128)0, (sum, container) =>
        sum + (container.Resources?.Requests is { } requests && requests.TryGetValue(resource, out var asked) ? asked.Nanos : 0));
}
