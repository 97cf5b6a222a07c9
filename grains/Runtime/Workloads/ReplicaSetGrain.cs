using Krewe.Grains.Objects;
using Krewe.Grains.Reconciling;
using Krewe.Model.Apps;
using Krewe.Model.Documents;
using Krewe.Planning.ReplicaSets;

namespace Krewe.Grains.Workloads;

/// <inheritdoc cref="IReplicaSetGrain"/>
internal sealed class ReplicaSetGrain(ObjectServices services, ReconcileServices reconciling) : ReplicaGrain(services, reconciling), IReplicaSetGrain
{
    protected override string Component => "replicaset-controller";

    protected override ReplicaController Controller(ApiDocument document) => ReplicaController.Of(document.As<ReplicaSet>());
}
