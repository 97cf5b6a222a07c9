using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Planning.Ownership;
using Krewe.Planning.Pods;

namespace Krewe.Planning.Settled;

/// <summary>
/// Counts everything once, after the control plane was away, so that each object's status can be held against what is there. Add all
/// objects first, ask afterwards; then let it go.
/// </summary>
public sealed class Census
{
    private readonly HashSet<string> _uids = [];
    private readonly HashSet<string> _nodes = [];
    private readonly Dictionary<string, ReplicaTally> _byController = [];

    /// <summary>Counts one object.</summary>
    public void Add(ApiObject value)
    {
        if (value.Metadata.Uid is { } uid)
            _uids.Add(uid);
        if (value is Node)
            _nodes.Add(value.Metadata.Name ?? "");
        if (ControllerReference.Of(value.Metadata)?.Uid is not { } owner)
            return;
        _byController[owner] = Controlled(owner) + value switch
        {
            Pod pod when pod.IsActive() => new ReplicaTally(1, pod.IsReady() ? 1 : 0, 0, 0),
            ReplicaSet set => new ReplicaTally(
                set.Status.Replicas, set.Status.ReadyReplicas ?? 0, set.Status.AvailableReplicas ?? 0, set.Spec.Replicas ?? 1),
            _ => default,
        };
    }

    internal bool Lives(string? uid) => uid is not null && _uids.Contains(uid);

    internal bool HasNode(string name) => _nodes.Contains(name);

    internal ReplicaTally Controlled(string? controllerUid) => controllerUid is null ? default : _byController.GetValueOrDefault(controllerUid);
}
