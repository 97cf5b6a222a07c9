using Krewe.Model.Core;
using Krewe.Model.Kinds;

namespace Krewe.Planning.Scheduling;

/// <summary>
/// The nodes and what is taken of them, kept up to date change by change, so that a decision needs no list of all pods. Mutable and not
/// safe for several threads: it belongs to one scheduler, which feeds it every change of nodes and pods.
/// </summary>
public sealed class SchedulingBoard
{
    /// <summary>Number of nodes.</summary>
    public int NodeCount => throw new NotImplementedException();

    /// <summary>
    /// Rises when a refused pod may have become placeable: a node came or changed, a pod went. While it stays, planning for the same
    /// refused pods again gives the same refusals.
    /// </summary>
    public long Openings => throw new NotImplementedException();

    /// <summary>A node as it is now.</summary>
    public void SetNode(Node node) => throw new NotImplementedException();

    /// <summary>A node is gone; what runs on it does not count until it is back.</summary>
    public void RemoveNode(string name) => throw new NotImplementedException();

    /// <summary>A pod as it is now. Counts what it takes if it has a node and is not finished; takes the place of an assumption.</summary>
    public void SetPod(Pod pod) => throw new NotImplementedException();

    /// <summary>A pod is gone.</summary>
    public void RemovePod(ObjectKey key) => throw new NotImplementedException();

    /// <summary>Takes back a placement that could not be bound; one that was confirmed by <see cref="SetPod"/> stays.</summary>
    public void Forget(ObjectKey key) => throw new NotImplementedException();
}
