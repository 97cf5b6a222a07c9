using Krewe.NodeAgent.Checkpoint;
using Krewe.NodeAgent.Pods;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Session;

/// <summary>
/// Takes the desired set from the control plane: first to disk, then to the pods, so that no restart of the agent ever starts a pod
/// that was taken away. The generation never goes back.
/// </summary>
internal sealed class DesiredKeeper(ICheckpoint checkpoint, PodRoster roster, ControlPlaneContact contact)
{
    private DesiredPods _desired = DesiredPods.None;
    private DesiredParts _parts = new();

    /// <summary>The generation that is on disk.</summary>
    public long Generation => _desired.Generation;

    /// <summary>Takes up what was on disk when the agent started.</summary>
    public async Task Load(CancellationToken cancellationToken)
    {
        _desired = await checkpoint.Load(cancellationToken);
        if (_desired.Generation > 0)
            await roster.Apply([.. _desired.Pods.Values], cancellationToken);
    }

    /// <summary>A session begins: what an earlier one left in parts means nothing.</summary>
    public void Begin() => _parts = new DesiredParts();

    /// <summary>Keeps a part of what follows; it is neither saved nor acted upon before the whole is there.</summary>
    public void Take(DesiredPart part) => _parts.Add(part);

    /// <summary>Takes the whole set.</summary>
    public async Task<DesiredOutcome> Take(DesiredState last, CancellationToken cancellationToken)
    {
        if (last.Generation < _desired.Generation)
            return DesiredOutcome.Stale;
        if (_parts.Join(last) is not { } state)
            return DesiredOutcome.Incomplete;
        var next = DesiredPods.Of(state);
        await checkpoint.Save(next, cancellationToken);
        _desired = next;
        contact.DesiredTaken();
        await roster.Apply([.. next.Pods.Values], cancellationToken);
        return DesiredOutcome.Taken;
    }

    /// <summary>Takes a change.</summary>
    public async Task<DesiredOutcome> Take(DesiredChange last, CancellationToken cancellationToken)
    {
        if (last.Generation <= _desired.Generation)
            return DesiredOutcome.Taken; // It is known already.
        if (_parts.Join(last) is not { } change)
            return DesiredOutcome.Incomplete;
        if (_desired.After(change) is not { } next)
            return DesiredOutcome.Gap;
        await checkpoint.Save(next, cancellationToken);
        _desired = next;
        await roster.Change(change.Assigned, change.Withdrawn, cancellationToken);
        return DesiredOutcome.Taken;
    }
}

/// <summary>What became of a message about the desired set.</summary>
internal enum DesiredOutcome
{
    /// <summary>It holds now.</summary>
    Taken,

    /// <summary>It is older than what the agent has: it comes from a server that is behind.</summary>
    Stale,

    /// <summary>Something is missing between what the agent has and the change.</summary>
    Gap,

    /// <summary>It was sent in parts, and not all have come.</summary>
    Incomplete,
}
