using Krewe.Grains.Collections;
using Krewe.Grains.Kinds;
using Krewe.Grains.Objects;
using Krewe.Grains.Reconciling;
using Krewe.Model.Core;
using Krewe.Planning.Quotas;

namespace Krewe.Grains.Quotas;

/// <inheritdoc cref="IResourceQuotaGrain"/>
internal sealed class ResourceQuotaGrain(ObjectServices services, ReconcileServices reconciling, KindCatalogue kinds)
    : ReconciledObjectGrain(services, reconciling), IResourceQuotaGrain
{
    protected override string Component => "resourcequota-controller";

    protected override async Task<LookResult> Look(CancellationToken cancellationToken)
    {
        if (await Collection.Get(Id.Key) is not { } document)
            return LookResult.Settled;
        var quota = document.As<ResourceQuota>();
        var counted = (await kinds.FreshAsync()).All.Where(kind => kind.Namespaced && QuotaPlanner.Counts(quota, kind));
        var lists = await Task.WhenAll(counted.Select(kind => GrainFactory.GetCollection(kind).List(new ObjectQuery(Id.Key.Namespace))));
        var now = Services.Clock.GetUtcNow();
        var plan = QuotaPlanner.Plan(quota, lists.SelectMany(list => list.Documents).Select(counts => counts.Object), now);
        if (plan.StatusUpdate is { } update && !await CommitOwn(document, update, cancellationToken))
            return LookResult.Now;
        return LookResult.At(plan.LookAgainAt, now);
    }
}
