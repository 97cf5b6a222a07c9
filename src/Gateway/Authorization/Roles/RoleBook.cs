using Krewe.Gateway.Cache;
using Krewe.Model.Meta;
using Krewe.Model.Rbac;

namespace Krewe.Gateway.Authorization.Roles;

/// <summary>
/// The roles and bindings of the cluster as this silo's caches have them, indexed anew whenever one of them has changed. A change counts
/// within moments of its commit, as long as the caches need.
/// </summary>
internal sealed class RoleBook(CollectionCaches caches)
{
    private readonly Lock _gate = new();
    private readonly CollectionCache[] _sources = [caches[RoleKind.Instance], caches[ClusterRoleKind.Instance], caches[RoleBindingKind.Instance], caches[ClusterRoleBindingKind.Instance]];
    private volatile Edition? _newest;

    /// <summary>The index of what there is now.</summary>
    public RoleIndex Current
    {
        get
        {
            if (_newest is { } newest && newest.IsOf(_sources))
                return newest.Index;
            lock (_gate)
            {
                if (_newest is null || !_newest.IsOf(_sources))
                    _newest = new Edition(_sources);
                return _newest.Index;
            }
        }
    }

    private sealed class Edition
    {
        private readonly long[] _revisions;

        public Edition(CollectionCache[] sources)
        {
            CollectionView[] views = [.. sources.Select(source => source.View)];
            _revisions = [.. views.Select(view => view.Revision)];
            Index = RoleIndex.Of(All<Role>(views[0]), All<ClusterRole>(views[1]), All<RoleBinding>(views[2]), All<ClusterRoleBinding>(views[3]));
        }

        public RoleIndex Index { get; }

        public bool IsOf(CollectionCache[] sources)
        {
            for (var i = 0; i < sources.Length; i++)
            {
                if (sources[i].Revision != _revisions[i])
                    return false;
            }
            return true;
        }

        private static T[] All<T>(CollectionView view) where T : ApiObject => [.. view.Documents.ToArray().Select(document => document.As<T>())];
    }
}
