using Krewe.Grains.Collections;
using Krewe.Grains.Kinds;
using Krewe.Grains.Objects;
using Krewe.Grains.Reconciling;
using Krewe.Model.Apiextensions;
using Krewe.Model.Meta;
using Krewe.Planning.CustomResources;
using ConditionType = Krewe.Model.Apiextensions.CustomResourceDefinitionConditionType;

namespace Krewe.Grains.CustomResources;

/// <inheritdoc cref="ICustomResourceDefinitionGrain"/>
/// <remarks>
/// What an earlier definition of the same name may have left behind (an object that was on its way when that one went) is removed before
/// the kind is served, so that a new definition starts empty.
/// </remarks>
internal sealed class CustomResourceDefinitionGrain(ObjectServices services, ReconcileServices reconciling, KindCatalogue kinds)
    : ReconciledObjectGrain(services, reconciling), ICustomResourceDefinitionGrain
{
    private static readonly TimeSpan WhileEmptying = TimeSpan.FromSeconds(1);

    protected override string Component => "customresource-controller";

    // The finalizer stands for the objects; it comes with the wish to delete.
    protected override bool HoldsItself(ApiObject value) =>
        value.Metadata.DeletionTimestamp is null || value.Metadata.Finalizers.Contains(CustomResourceDefinitionKind.CleanupFinalizer);

    protected override ApiObject OnMarked(ApiObject value)
    {
        if (value.Metadata.Finalizers.Contains(CustomResourceDefinitionKind.CleanupFinalizer))
            return value;
        var marked = (CustomResourceDefinition)value;
        return marked with
        {
            Metadata = marked.Metadata with { Finalizers = [.. marked.Metadata.Finalizers, CustomResourceDefinitionKind.CleanupFinalizer] },
            Status = marked.Status with
            {
                Conditions =
                [
                    .. marked.Status.Conditions.Where(condition => condition.Type != ConditionType.Terminating),
                    new CustomResourceDefinitionCondition
                    {
                        Type = ConditionType.Terminating,
                        Status = Model.Core.ConditionStatus.True,
                        Reason = "InstanceDeletionPending",
                        Message = "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
                        LastTransitionTime = Services.Now(),
                    },
                ],
            },
        };
    }

    protected override async Task<LookResult> Look(CancellationToken cancellationToken)
    {
        if (await Collection.Get(Id.Key) is not { } document)
        {
            await FollowAsync();
            return LookResult.Settled;
        }
        var value = document.As<CustomResourceDefinition>();
        var ending = value.Metadata.DeletionTimestamp is not null;
        if (!ending && !value.Status.Is(ConditionType.Established))
            await RemoveLeftovers(cancellationToken);
        var definitions = (await Collection.List(new ObjectQuery())).Documents.Select(other => other.As<CustomResourceDefinition>());
        var plan = DefinitionPlanner.Plan(value, TakenNames.For(value, definitions), ending ? await Content() : [], Services.Now());

        await BoundedCalls.ForEach(plan.Delete, Options.Parallelism, step => GrainFactory.Carry(step, cancellationToken));
        if (plan is { MayGo: true })
        {
            if (!await Remove(document, cancellationToken))
                return LookResult.Now;
            await FollowAsync();
            return LookResult.Settled;
        }
        if (plan.Self is { } self)
        {
            if (await CommitOwn(document, self, cancellationToken))
                await FollowAsync();
            return LookResult.Now;
        }
        if (plan.Delete.Count > 0)
            return LookResult.Now;
        // Objects end in their own time (finalizers), and their ends do not signal here.
        return ending ? new LookResult(WhileEmptying) : LookResult.Settled;
    }

    private ICollectionGrain Objects => GrainFactory.GetGrain<ICollectionGrain>(Id.Key.Name);

    private async Task<IReadOnlyList<ApiObject>> Content() => [.. (await Objects.List(new ObjectQuery())).Documents.Select(document => document.Object)];

    private async Task RemoveLeftovers(CancellationToken cancellationToken)
    {
        if (Model.Kinds.KindRegistry.FindCollection(Id.Key.Name) is not null)
            return;
        foreach (var document in (await Objects.List(new ObjectQuery())).Documents)
            await Objects.Commit(new CommitRequest(document, document.Revision, Remove: true), cancellationToken);
    }

    /// <summary>Has this silo know, and those definitions look again that wait for names.</summary>
    private async Task FollowAsync()
    {
        await kinds.FreshAsync();
        foreach (var other in (await Collection.List(new ObjectQuery())).Documents.Where(other => other.Key != Id.Key))
        {
            if (!other.As<CustomResourceDefinition>().Status.Is(ConditionType.NamesAccepted))
                GrainFactory.GetReconciled(other.Id)?.Signal().Sent();
        }
    }
}
