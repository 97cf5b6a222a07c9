using Krewe.Grains.Objects;
using Krewe.Grains.Reconciling;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Meta;
using Krewe.Planning.ReplicaSets;

namespace Krewe.Grains.Workloads;

/// <inheritdoc cref="IReplicationControllerGrain"/>
internal sealed class ReplicationControllerGrain(ObjectServices services, ReconcileServices reconciling)
    : ReplicaGrain(services, reconciling), IReplicationControllerGrain
{
    protected override string Component => "replication-controller";

    // As in Kubernetes, whose first version knew no other.
    protected override PropagationPolicy? DefaultPropagation => PropagationPolicy.Orphan;

    protected override ReplicaController Controller(ApiDocument document) => ReplicaController.Of(document.As<ReplicationController>());
}
