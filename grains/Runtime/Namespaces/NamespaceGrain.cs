using Krewe.Grains.Collections;
using Krewe.Grains.Kinds;
using Krewe.Grains.Objects;
using Krewe.Grains.Reconciling;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Meta;
using Krewe.Planning.Namespaces;

namespace Krewe.Grains.Namespaces;

/// <inheritdoc cref="INamespaceGrain"/>
internal sealed class NamespaceGrain(ObjectServices services, ReconcileServices reconciling, KindCatalogue kinds, NamespaceOptions options)
    : ReconciledObjectGrain(services, reconciling), INamespaceGrain
{
    private static readonly TimeSpan WhileEmptying = TimeSpan.FromSeconds(1);

    private static readonly string[] Permanent = ["default", "kube-system", "kube-public"];

    protected override string Component => "namespace-controller";

    // The finalizers of its spec stand for its content.
    protected override bool HoldsItself(ApiObject value) => ((Namespace)value).Spec.Finalizers.Count > 0;

    protected override ApiFailure? RefuseDeletion() =>
        Permanent.Contains(Id.Key.Name) ? ApiFailure.Forbidden(Kind, Id.Key.Name, "this namespace may not be deleted") : null;

    protected override ApiObject OnMarked(ApiObject value)
    {
        var marked = (Namespace)value;
        return marked with { Status = marked.Status with { Phase = NamespacePhase.Terminating } };
    }

    protected override async Task<LookResult> Look(CancellationToken cancellationToken)
    {
        if (await Collection.Get(Id.Key) is not { } document)
            return LookResult.Settled;
        var ending = document.Metadata.DeletionTimestamp is not null;
        if (!ending)
            await EnsureContent(cancellationToken);
        var plan = NamespacePlanner.Plan(document.As<Namespace>(), ending ? await Content() : [], Services.Now());

        await BoundedCalls.ForEach(plan.Delete, Options.Parallelism, step => GrainFactory.Carry(step, cancellationToken));
        if (plan.Self is { } self)
        {
            await CommitOwn(document, self, cancellationToken);
            return LookResult.Now;
        }
        if (plan.MayGo)
            return await Remove(document, cancellationToken) ? LookResult.Settled : LookResult.Now;
        // Content ends in its own time (grace, finalizers), and not every end of it signals here.
        return ending ? new LookResult(WhileEmptying) : LookResult.Settled;
    }

    private async Task<IReadOnlyList<NamespaceContent>> Content()
    {
        var content = new List<NamespaceContent>();
        foreach (var kind in (await kinds.FreshAsync()).All.Where(kind => kind.Namespaced))
        {
            var objects = (await GrainFactory.GetCollection(kind).List(new ObjectQuery(Id.Key.Name))).Documents;
            if (objects.Count > 0)
                content.Add(new NamespaceContent(kind, [.. objects.Select(document => document.Object)]));
        }
        return content;
    }

    /// <summary>Sees that the namespace has what every namespace has; the end of any of it signals here.</summary>
    private async Task EnsureContent(CancellationToken cancellationToken)
    {
        foreach (var wanted in NamespaceDefaults.Of(Id.Key.Name, options.RootAuthority))
        {
            var document = ApiDocument.Draft(wanted);
            var present = await GrainFactory.GetCollection(wanted.Definition).Get(document.Key);
            var outcome = present is null
                ? await GrainFactory.GetObject(document.Id).Create(new CreateRequest(document), cancellationToken)
                : NamespaceDefaults.Repair(present.Object, wanted) is { } repaired
                    ? await GrainFactory.GetObject(document.Id).Update(new UpdateRequest(ApiDocument.Draft(repaired), Subresource.None), cancellationToken)
                    : null;
            if (outcome?.Failure() is { Reason: not (FailureReason.AlreadyExists or FailureReason.Conflict or FailureReason.NotFound) } failure)
                throw new WriteRefusedException(failure.Message);
        }
    }
}
