using Krewe.NodeAgent.Runtimes;

namespace Krewe.NodeAgent.Pods;

/// <summary>
/// What a worker has seen of its pod, put together from lists, events and the results of its own steps, which arrive in any order. An
/// instance only moves forward. One that vanishes without the worker's doing is kept as ended with an unknown exit code, so that it
/// counts as a restart.
/// </summary>
internal sealed class PodSightings(TimeProvider time)
{
    private readonly Dictionary<string, Sighting<ObservedContainer>> _instances = [];
    private readonly Dictionary<string, Sighting<ObservedSandbox>> _sandboxes = [];

    /// <summary>All instances.</summary>
    public IReadOnlyList<ObservedContainer> Instances => [.. _instances.Values.Select(sighting => sighting.Seen)];

    /// <summary>All sandboxes.</summary>
    public IReadOnlyList<ObservedSandbox> Sandboxes => [.. _sandboxes.Values.Select(sighting => sighting.Seen)];

    /// <summary>True if nothing is known to be left.</summary>
    public bool None => _instances.Count == 0 && _sandboxes.Count == 0;

    /// <summary>Takes a sighting of an instance.</summary>
    public void Take(ObservedContainer instance) =>
        _instances[instance.Id] = new(
            _instances.TryGetValue(instance.Id, out var known) ? known.Seen.Later(instance) : instance, time.GetUtcNow());

    /// <summary>Takes a sighting of a sandbox.</summary>
    public void Take(ObservedSandbox sandbox) =>
        _sandboxes[sandbox.Id] = new(
            _sandboxes.TryGetValue(sandbox.Id, out var known) && !known.Seen.Ready ? known.Seen : sandbox, time.GetUtcNow());

    /// <summary>Takes a list of everything that was there at a time. What was seen since then is newer than the list.</summary>
    public void Take(ObservedPod pod, DateTimeOffset askedAt)
    {
        foreach (var instance in pod.Containers)
            Take(instance);
        foreach (var sandbox in pod.Sandboxes)
            Take(sandbox);
        var listed = pod.Containers.Select(c => c.Id).Concat(pod.Sandboxes.Select(s => s.Id)).ToHashSet();
        foreach (var (id, sighting) in _instances.Where(item => !listed.Contains(item.Key) && item.Value.At < askedAt).ToList())
            Lost(id, sighting);
        foreach (var (id, sighting) in _sandboxes.Where(item => !listed.Contains(item.Key) && item.Value.At < askedAt).ToList())
            _sandboxes[id] = sighting with { Seen = sighting.Seen with { Ready = false } };
    }

    /// <summary>An instance was removed, but not by the worker.</summary>
    public void LostInstance(string id)
    {
        if (_instances.TryGetValue(id, out var sighting))
            Lost(id, sighting);
    }

    /// <summary>A sandbox has ended; true if it was in use until now.</summary>
    public bool LostSandbox(string id)
    {
        if (!_sandboxes.TryGetValue(id, out var sighting) || !sighting.Seen.Ready)
            return false;
        _sandboxes[id] = sighting with { Seen = sighting.Seen with { Ready = false } };
        return true;
    }

    /// <summary>The worker removed an instance or sandbox.</summary>
    public void Forget(string id)
    {
        _instances.Remove(id);
        _sandboxes.Remove(id);
    }

    private void Lost(string id, Sighting<ObservedContainer> sighting)
    {
        if (sighting.Seen.Phase == ContainerPhase.Created)
            _instances.Remove(id);
        else if (sighting.Seen.Phase == ContainerPhase.Running)
            _instances[id] = sighting with { Seen = sighting.Seen with { Phase = ContainerPhase.Exited, FinishedAt = time.GetUtcNow() } };
    }

    private sealed record Sighting<T>(T Seen, DateTimeOffset At);
}
