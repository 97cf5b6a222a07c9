using System.Collections.Concurrent;
using Krewe.Model.Core;
using Krewe.NodeAgent.Runtimes;
using Krewe.Protocol;
using Microsoft.Extensions.Logging;

namespace Krewe.NodeAgent.Pods;

/// <summary>
/// All pods of the agent: one worker for each UID. It passes on what shall be and what is. Pods that are found running but are not in
/// the desired set are left alone until a desired set is known, and are ended then.
/// </summary>
/// <remarks>
/// A pod starts only once an earlier pod of the same namespace and name has ended here: two pods with one identity never run at once.
/// </remarks>
internal sealed partial class PodRoster(PodServices services) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, PodWorker> _workers = [];
    private readonly Dictionary<string, PodAssignment> _desired = [];
    private readonly CancellationTokenSource _lifetime = new();
    private readonly ConcurrentDictionary<PodWorker, Task> _watches = [];
    private readonly TaskCompletionSource _observed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _askedAt;
    private bool _desiredKnown;

    /// <summary>Completes once it is known what runs: until then nothing is started.</summary>
    public Task Observed => _observed.Task;

    /// <summary>The newest status of every pod that has one.</summary>
    public async Task<IReadOnlyList<PodObservation>> Statuses(CancellationToken cancellationToken)
    {
        using var turn = await Turn(cancellationToken);
        return [.. _workers.Values.Select(worker => worker.Newest).OfType<PodObservation>()];
    }

    /// <summary>True if every pod of the desired set has been looked at, and its status reported, in this life of the agent.</summary>
    public async Task<bool> AllReported(CancellationToken cancellationToken)
    {
        using var turn = await Turn(cancellationToken);
        return _desired.Keys.All(uid => _workers.TryGetValue(uid, out var worker) && worker.HasReported);
    }

    /// <summary>The instances of a pod, its sandbox if it has one that runs, and its newest status; null for one that is not here.</summary>
    public async Task<(IReadOnlyList<ObservedContainer> Instances, ObservedSandbox? Sandbox, PodStatus? Status)?> Find(string uid, CancellationToken cancellationToken)
    {
        using var turn = await Turn(cancellationToken);
        return _workers.TryGetValue(uid, out var worker) ? (worker.Instances, worker.Sandbox, worker.Newest?.Status) : null;
    }

    /// <summary>Takes the whole desired set: what is not in it is ended.</summary>
    public async Task Apply(IReadOnlyList<PodAssignment> assignments, CancellationToken cancellationToken)
    {
        using var turn = await Turn(cancellationToken);
        _desiredKnown = true;
        var uids = assignments.Select(UidOf).ToHashSet();
        foreach (var uid in _desired.Keys.Concat(_workers.Keys).Distinct().Where(uid => !uids.Contains(uid)).ToList())
            await Withdraw(uid, cancellationToken);
        foreach (var assignment in assignments)
            await Assign(assignment, cancellationToken);
    }

    /// <summary>Takes a change of the desired set.</summary>
    public async Task Change(IReadOnlyList<PodAssignment> assigned, IReadOnlyList<string> withdrawn, CancellationToken cancellationToken)
    {
        using var turn = await Turn(cancellationToken);
        foreach (var uid in withdrawn)
            await Withdraw(uid, cancellationToken);
        foreach (var assignment in assigned)
            await Assign(assignment, cancellationToken);
    }

    /// <summary>Takes what the runtime saw.</summary>
    public async Task Observe(RuntimeObservation observation, CancellationToken cancellationToken)
    {
        using var turn = await Turn(cancellationToken);
        switch (observation)
        {
            case RuntimeObservation.Everything everything:
                await TakeAll(everything, cancellationToken);
                break;
            case RuntimeObservation.Container container:
                await (await Found(container.Pod, cancellationToken)).Tell(new PodSignal.InstanceSeen(container.Seen), cancellationToken);
                break;
            case RuntimeObservation.SandboxLost lost when _workers.TryGetValue(lost.Pod.Uid, out var worker):
                await worker.Tell(new PodSignal.SandboxLost(lost.SandboxId), cancellationToken);
                break;
            case RuntimeObservation.Removed removed when _workers.TryGetValue(removed.Pod.Uid, out var worker):
                await worker.Tell(new PodSignal.InstanceRemoved(removed.Id), cancellationToken);
                break;
        }
    }

    /// <summary>Ends all workers and leaves the containers as they are.</summary>
    public async ValueTask DisposeAsync()
    {
        _lifetime.Cancel();
        List<PodWorker> workers;
        using (await Turn(CancellationToken.None))
            workers = [.. _workers.Values];
        await Task.WhenAll(workers.Select(worker => worker.DisposeAsync().AsTask()));
        await Task.WhenAll(_watches.Values);
        _gate.Dispose();
        _lifetime.Dispose();
    }

    private async Task TakeAll(RuntimeObservation.Everything everything, CancellationToken cancellationToken)
    {
        var listed = everything.Pods.ToDictionary(pod => pod.Identity.Uid);
        foreach (var pod in everything.Pods)
            await Found(pod.Identity, cancellationToken);
        foreach (var worker in _workers.Values.ToList())
            await worker.Tell(
                new PodSignal.Listed(listed.GetValueOrDefault(worker.Identity.Uid) ?? new ObservedPod { Identity = worker.Identity }, everything.AskedAt),
                cancellationToken);
        _askedAt = everything.AskedAt;
        _observed.TrySetResult();
    }

    /// <summary>The worker of a pod that was found running; a new one if nobody knows the pod.</summary>
    private async Task<PodWorker> Found(PodIdentity identity, CancellationToken cancellationToken)
    {
        if (_workers.TryGetValue(identity.Uid, out var known))
            return known;
        LogStray(services.Logger, identity, _desiredKnown);
        var worker = await Hire(identity, cancellationToken);
        if (_desired.TryGetValue(identity.Uid, out var assignment))
            await worker.Tell(new PodSignal.Assigned(assignment), cancellationToken);
        else if (_desiredKnown)
            await worker.Tell(new PodSignal.Withdrawn(), cancellationToken);
        return worker;
    }

    private async Task Assign(PodAssignment assignment, CancellationToken cancellationToken)
    {
        var uid = UidOf(assignment);
        _desired[uid] = assignment;
        if (!_workers.TryGetValue(uid, out var worker))
            worker = await Hire(new PodIdentity(assignment.Pod.Metadata.Namespace ?? "", assignment.Pod.Metadata.Name ?? "", uid), cancellationToken);
        await worker.Tell(new PodSignal.Assigned(assignment), cancellationToken);
    }

    private async Task Withdraw(string uid, CancellationToken cancellationToken)
    {
        _desired.Remove(uid);
        if (_workers.TryGetValue(uid, out var worker))
            await worker.Tell(new PodSignal.Withdrawn(), cancellationToken);
    }

    private async Task<PodWorker> Hire(PodIdentity identity, CancellationToken cancellationToken)
    {
        var predecessor = _workers.Values
            .FirstOrDefault(other => other.Identity.Namespace == identity.Namespace && other.Identity.Name == identity.Name);
        var worker = new PodWorker(identity, services);
        _workers[identity.Uid] = worker;
        worker.Start(predecessor?.Completion);
        _watches[worker] = Watch(worker);
        // A pod that is new after everything was listed has nothing running.
        if (_observed.Task.IsCompleted)
            await worker.Tell(new PodSignal.Listed(new ObservedPod { Identity = identity }, _askedAt), cancellationToken);
        return worker;
    }

    /// <summary>Lets a worker go once its pod is gone. If its definition changed in that very moment, another worker takes it up.</summary>
    private async Task Watch(PodWorker worker)
    {
        await Task.Yield();
        await worker.Completion;
        _watches.TryRemove(worker, out _);
        if (_lifetime.IsCancellationRequested)
            return;
        using (await Turn(CancellationToken.None))
        {
            if (_workers.GetValueOrDefault(worker.Identity.Uid) != worker)
                return;
            _workers.Remove(worker.Identity.Uid);
            if (_desired.TryGetValue(worker.Identity.Uid, out var wanted) && !ReferenceEquals(wanted, worker.LastAssignment))
                await Assign(wanted, CancellationToken.None);
        }
        await worker.DisposeAsync();
    }

    private async Task<IDisposable> Turn(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        return new Release(_gate);
    }

    private static string UidOf(PodAssignment assignment) => assignment.Pod.Metadata.Uid ?? "";

    private sealed class Release(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Pod {Pod} is running and not known here (desired set known: {Known})")]
    private static partial void LogStray(ILogger logger, PodIdentity pod, bool known);
}
