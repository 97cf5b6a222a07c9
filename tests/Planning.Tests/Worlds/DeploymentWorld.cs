using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Planning.Deployments;
using Krewe.Planning.Ownership;
using Krewe.Planning.Plans;
using Krewe.Planning.Pods;
using Krewe.Planning.ReplicaSets;
using Krewe.Planning.Tests.Samples;

namespace Krewe.Planning.Tests.Worlds;

/// <summary>
/// A deployment, its replica sets and pods, and actors that act one at a time in any order: the two planners, nodes that make pods ready
/// and end them, a user. Everyone sees what is committed; nobody sees the future.
/// </summary>
internal sealed class DeploymentWorld(Deployment deployment, Random random)
{
    private readonly Dictionary<string, ReplicaSet> _sets = [];
    private readonly Dictionary<string, Pod> _pods = [];
    private int _uids;

    public Deployment Deployment { get; private set; } = deployment;

    public DateTimeOffset Now { get; private set; } = Some.Now;

    public List<PlannedEvent> Events { get; } = [];

    public IReadOnlyCollection<ReplicaSet> Sets => _sets.Values;

    public IReadOnlyCollection<Pod> Pods => _pods.Values;

    public int Active => _pods.Values.Count(pod => pod.IsActive());

    public int Available => _pods.Values.Count(pod => pod.IsActive() && pod.IsAvailable(Deployment.Spec.MinReadySeconds ?? 0, Now));

    public void Edit(Func<DeploymentSpec, DeploymentSpec> edit) => Deployment = Deployment with
    {
        Spec = edit(Deployment.Spec),
        Metadata = Deployment.Metadata with { Generation = Deployment.Metadata.Generation + 1 },
    };

    /// <summary>A user scales a replica set past its deployment.</summary>
    public void ScaleByHand(ReplicaSet set, int replicas) => _sets[set.Metadata.Name!] = set with
    {
        Spec = set.Spec with { Replicas = replicas },
        Metadata = set.Metadata with { Generation = set.Metadata.Generation + 1 },
    };

    /// <summary>One actor acts.</summary>
    public void Step()
    {
        Now = Now.AddSeconds(1);
        switch (random.Next(6))
        {
            case 0 or 1:
                Deploy();
                break;
            case 2 or 3 when _sets.Count > 0:
                Replicate(_sets.Keys.ElementAt(random.Next(_sets.Count)));
                break;
            case 4:
                MakeReady(random.Next(1, 3));
                break;
            default:
                FinishEnding();
                break;
        }
    }

    /// <summary>Everybody acts in turn until nobody has anything to do; false if that never comes.</summary>
    public bool Settle()
    {
        for (var round = 0; round < 200; round++)
        {
            Now = Now.AddSeconds(1);
            var busy = Deploy();
            foreach (var name in _sets.Keys.ToList())
                busy |= Replicate(name);
            busy |= MakeReady(int.MaxValue) | FinishEnding();
            if (!busy)
                return true;
        }
        return false;
    }

    public bool Deploy()
    {
        var plan = DeploymentPlanner.Plan(new ObservedDeployment { Deployment = Deployment, ReplicaSets = [.. _sets.Values], Pods = [.. _pods.Values] }, Context);
        if (plan.Create is { } creation)
        {
            _sets.Add(creation.Object.Metadata.Name!, creation.Object with
            {
                Metadata = creation.Object.Metadata with { Uid = $"set-{_uids++}", Generation = 1, CreationTimestamp = Now },
            });
            Tell(creation.Event);
        }
        foreach (var update in plan.Update)
        {
            var before = _sets[update.Object.Metadata.Name!];
            _sets[update.Object.Metadata.Name!] = before.Spec == update.Object.Spec ? update.Object : update.Object with
            {
                Metadata = update.Object.Metadata with { Generation = before.Metadata.Generation + 1 },
            };
            Tell(update.Event);
        }
        foreach (var deletion in plan.Delete)
            _sets.Remove(deletion.Object.Metadata.Name!);
        Deployment = plan.Self ?? Deployment;
        return !plan.IsEmpty;
    }

    public bool Replicate(string name)
    {
        var set = _sets[name];
        var pods = _pods.Values.Where(pod => ControllerReference.Names(pod.Metadata, set)).ToList();
        var plan = ReplicaPlanner.Plan(new ObservedReplicas { Controller = ReplicaController.Of(set), Pods = pods }, Context);
        foreach (var creation in plan.Create)
        {
            var pod = creation.Object;
            _pods.Add(pod.Metadata.Name!, pod with
            {
                Metadata = pod.Metadata with { Uid = $"pod-{_uids++}", CreationTimestamp = Now },
                Spec = pod.Spec with { NodeName = "n1" },
                Status = new PodStatus { Phase = PodPhase.Pending },
            });
        }
        foreach (var deletion in plan.Delete)
            _pods[deletion.Object.Metadata.Name!] = deletion.Object.Ending();
        // As the grain does: the status tells what was found when there was nothing left to do.
        if (plan is { Create.Count: 0, Delete.Count: 0, StatusUpdate: ReplicaSet updated })
            _sets[name] = updated;
        return !plan.IsEmpty;
    }

    private bool MakeReady(int count)
    {
        var waiting = _pods.Values.Where(pod => pod.IsActive() && !pod.IsReady() && CanRun(pod)).Take(count).ToList();
        foreach (var pod in waiting)
            _pods[pod.Metadata.Name!] = pod with { Status = new PodStatus { Phase = PodPhase.Running, Conditions = [Some.Ready(true, Now)] } };
        return waiting.Count > 0;
    }

    private bool FinishEnding()
    {
        var ending = _pods.Values.Where(pod => pod.IsTerminating()).Select(pod => pod.Metadata.Name!).ToList();
        ending.ForEach(name => _pods.Remove(name));
        return ending.Count > 0;
    }

    // An image with this name never starts.
    private static bool CanRun(Pod pod) => pod.Spec.Containers[0].Image?.StartsWith("broken", StringComparison.Ordinal) != true;

    private PlanContext Context => new(Now, (ulong)random.NextInt64());

    private void Tell(PlannedEvent? happened)
    {
        if (happened is not null)
            Events.Add(happened);
    }
}
