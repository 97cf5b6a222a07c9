using Krewe.Grains.Admission;
using Krewe.Grains.Collections;
using Krewe.Model.Apply;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Patches;
using Krewe.Model.Validation;
using Krewe.Planning.Quotas;
using Orleans;

namespace Krewe.Grains.Objects;

/// <summary>
/// Base of the writers of objects: the rules that hold for every kind. A kind's grain overrides the few that differ.
/// </summary>
/// <remarks>
/// <para><b>Why nothing waits and nothing is lost.</b> Writes of the API take turns with each other (they are not marked as interleaving),
/// but not with the grain's reconciling, which runs on an interleaving timer and may take long: a client that scales a deployment never
/// waits for a rollout step. Reads interleave with everything. Interleaving is safe because no write rests on what the grain
/// remembers: each reads the object from its collection, decides, and commits on the condition that the object is still at the version
/// read. Where something else got in between, the commit answers <see cref="CommitOutcome.Stale"/> with the newer object, and the decision is
/// made again on that; only a condition of the client's own (its resourceVersion or UID) turns it into a conflict.</para>
/// <para>An object that does not exist has a grain like any other; creating commits on the condition that it does not exist.</para>
/// </remarks>
internal abstract class ObjectGrain(ObjectServices services) : Grain, IObjectGrain
{
    // Someone else wins at most as often as others write meanwhile; more than this many times in a row is a storm, and the client may try later.
    private const int MaxAttempts = 16;

    private ObjectId _id;

    /// <summary>The object's identity.</summary>
    protected ObjectId Id => _id;

    /// <summary>Clock and randomness.</summary>
    protected ObjectServices Services => services;

    /// <summary>The kind, of objects whose kind is built in, in the version that is stored.</summary>
    protected KindDefinition Kind => field ??= KindRegistry.OfCollection(_id.Collection);

    /// <summary>The kind's collection. Asked for each time: kept, it would be one more object in memory for every object that there is.</summary>
    protected ICollectionGrain Collection => GrainFactory.GetGrain<ICollectionGrain>(_id.Collection);

    /// <summary>What becomes of dependents when the client does not say.</summary>
    protected virtual PropagationPolicy? DefaultPropagation => null;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _id = ObjectId.Parse(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public Task<ApiDocument?> Get(CancellationToken cancellationToken) => Collection.Get(_id.Key);

    public Task<WriteOutcome> Create(CreateRequest request, CancellationToken cancellationToken) =>
        Create(request.Object.Object, value => FieldTracking.Created(value, request.FieldManager, services.Now()), request.DryRun, cancellationToken);

    private async Task<WriteOutcome> Create(ApiObject value, Func<ApiObject, ApiObject> withOwnership, bool dryRun, CancellationToken cancellationToken)
    {
        if (!(await KindOf(value.Definition.Gvk.Version)).TryGet(out var kind, out var failure)
            || (failure = RefuseCreation(kind) ?? await NamespaceGate.Check(GrainFactory, kind, _id.Key)) is not null)
            return new WriteOutcome.Refused(failure);
        var admissions = await services.Admission.Observe(GrainFactory, kind, new AdmissionRequest(_id, dryRun), cancellationToken);
        if (!(await Admitted(kind.Adopt(value), withOwnership, admissions, cancellationToken)).TryGet(out var created, out failure))
            return new WriteOutcome.Refused(failure);
        var commit = new CommitRequest(ApiDocument.Draft(kind.ToStored(created)), 0, Quotas: admissions.Quotas);
        if (dryRun)
            return await Tried(commit);
        return await Collection.Commit(commit, cancellationToken) switch
        {
            CommitOutcome.Committed committed => new WriteOutcome.Written(committed.Document, false, [], Created: true),
            CommitOutcome.Stale => new WriteOutcome.Refused(ApiFailure.AlreadyExists(kind, _id.Key.Name)),
            CommitOutcome.Exceeding exceeding => new WriteOutcome.Refused(exceeding.Failure),
            CommitOutcome.Unavailable unavailable => Unavailable(unavailable),
            var other => throw new InvalidOperationException($"unknown outcome {other}"),
        };
    }

    public Task<WriteOutcome> Update(UpdateRequest request, CancellationToken cancellationToken) =>
        Write(old => Replaced(old, request), request.Object.Definition.Gvk.Version, request.DryRun, cancellationToken);

    public Task<WriteOutcome> Patch(PatchRequest request, CancellationToken cancellationToken) => request.Type == PatchType.Apply
        ? Apply(request, cancellationToken)
        : Write(old => Patched(old, request), request.Version, request.DryRun, cancellationToken);

    public Task<WriteOutcome> Scale(ScaleRequest request, CancellationToken cancellationToken) =>
        Write(old => Scaled(old, request), request.Version, request.DryRun, cancellationToken);

    public virtual async Task<WriteOutcome> Delete(DeleteRequest request, CancellationToken cancellationToken)
    {
        var grace = await Grace(request.GracePeriodSeconds);
        return await Write(old => Deleted(old, request, grace(old.Object)), request.DryRun, cancellationToken);
    }

    /// <summary>The kind by whose rules the object is to be written now, in a version; null for that in which objects are stored.</summary>
    protected virtual ValueTask<Outcome<KindDefinition>> KindOf(string? version) => new(
        version is null || version == Kind.Gvk.Version ? Kind
        : KindRegistry.Find(Kind.Gvk with { Version = version }) is { } other ? other : ApiFailure.NoSuchResource());

    /// <summary>What the kind has against the object's creation, or null.</summary>
    protected virtual ApiFailure? RefuseCreation(KindDefinition kind) => null;

    /// <summary>What the kind has against the object's deletion, or null.</summary>
    protected virtual ApiFailure? RefuseDeletion() => null;

    /// <summary>The rule by which the object is given seconds to end; 0 where it just goes.</summary>
    protected virtual Task<Func<ApiObject, long>> Grace(long? asked) => Task.FromResult<Func<ApiObject, long>>(static _ => 0);

    /// <summary>True where the kind keeps a deleted object until its own work is done.</summary>
    protected virtual bool HoldsItself(ApiObject value) => false;

    /// <summary>What else changes when the object is marked for deletion.</summary>
    protected virtual ApiObject OnMarked(ApiObject value) => value;

    /// <summary>
    /// The object is gone. A grain without work of its own lets go of its activation; one that reconciles must not, for what is left to do
    /// after the end of its object may be signalled to this very activation.
    /// </summary>
    protected virtual void OnRemoved()
    {
    }

    /// <summary>
    /// Decides on the object as it is and commits, again on the newer object where something else was faster.
    /// A decision that gives the object back unchanged writes nothing.
    /// </summary>
    protected Task<WriteOutcome> Write(Func<ApiDocument, Decision> decide, bool dryRun, CancellationToken cancellationToken) =>
        Write(decide, null, dryRun, cancellationToken);

    private async Task<WriteOutcome> Write(Func<ApiDocument, Decision> decide, string? version, bool dryRun, CancellationToken cancellationToken)
    {
        if (!(await KindOf(version)).TryGet(out var kind, out var missing))
            return new WriteOutcome.Refused(missing);
        var quotas = ObjectUsage.MayGrow(kind) ? await QuotaRule.Read(GrainFactory, _id) : null;
        var current = await Collection.Get(_id.Key);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (current is null)
                return new WriteOutcome.Refused(ApiFailure.NotFound(kind, _id.Key.Name));
            var decision = decide(kind.Adopt(current));
            if (decision.Failure is { } failure)
                return new WriteOutcome.Refused(failure);
            var value = kind.ToStored(decision.Value!);
            if (!decision.Remove && UpdateRules.ChangesNothing(current, value))
                return Written(current);
            var commit = new CommitRequest(ApiDocument.Draft(value), current.Revision, decision.Remove, decision.Remove ? null : quotas);
            if (dryRun)
            {
                return commit.Quotas is { Count: > 0 } && await Collection.Weigh(commit) is { } over
                    ? new WriteOutcome.Refused(over)
                    : Written(commit.Value, decision.Remove, decision.Warnings);
            }
            switch (await Collection.Commit(commit, cancellationToken))
            {
                case CommitOutcome.Committed committed:
                    if (decision.Remove)
                        OnRemoved();
                    return Written(committed.Document, decision.Remove, decision.Warnings);
                case CommitOutcome.Exceeding exceeding:
                    return new WriteOutcome.Refused(exceeding.Failure);
                case CommitOutcome.Unavailable unavailable:
                    return Unavailable(unavailable);
                case CommitOutcome.Stale stale:
                    current = stale.Current;
                    break;
            }
        }
        return new WriteOutcome.Refused(ApiFailure.Conflict(kind, _id.Key.Name));
    }

    private Decision Replaced(ApiDocument old, UpdateRequest request)
    {
        var value = old.Definition.Adopt(request.Object.Object);
        return old.Definition.AllowsUnconditionalUpdate || UpdateRules.IsConditional(value.Metadata)
            ? Updated(old, value, request.Subresource, request.FieldManager)
            : ApiFailure.Invalid(old.Definition, _id.Key.Name,
                [new FieldError(FieldErrorReason.FieldValueInvalid, "metadata.resourceVersion", "Invalid value: 0x0: must be specified for an update")]);
    }

    /// <summary>The object as it shall be written: defaulted, owned as far as its creator has said it, changed and judged by admission, valid.</summary>
    private async Task<Outcome<ApiObject>> Admitted(
        ApiObject draft, Func<ApiObject, ApiObject> withOwnership, Admissions admissions, CancellationToken cancellationToken)
    {
        if (!CreationRules.Begin(_id, draft, services.Entropy.NextUid(), services.Now()).TryGet(out var value, out var refused)
            || !(await admissions.Change(withOwnership(value), cancellationToken)).TryGet(out value, out refused)
            || !CreationRules.Complete(_id, value).TryGet(out value, out refused))
            return refused;
        return await admissions.Judge(value, cancellationToken) is { } judged ? judged : value;
    }

    /// <summary>What would have become of a creation.</summary>
    private async Task<WriteOutcome> Tried(CommitRequest commit)
    {
        if (await Collection.Get(_id.Key) is not null)
            return new WriteOutcome.Refused(ApiFailure.AlreadyExists(commit.Value.Definition, _id.Key.Name));
        return commit.Quotas is { Count: > 0 } && await Collection.Weigh(commit) is { } exceeding
            ? new WriteOutcome.Refused(exceeding)
            : new WriteOutcome.Written(commit.Value, false, [], Created: true);
    }

    // What a configuration is applied to may be gone, or have come, between two looks; once each is enough, for then others are at it.
    private async Task<WriteOutcome> Apply(PatchRequest request, CancellationToken cancellationToken)
    {
        var outcome = await Write(old => Applied(old, request), request.Version, request.DryRun, cancellationToken);
        if (outcome is not WriteOutcome.Refused { Failure.Reason: FailureReason.NotFound } || request.Subresource != Subresource.None || request.OnVersion is { Length: > 0 })
            return outcome;
        if (!(await KindOf(request.Version)).TryGet(out var kind, out var failure)
            || !ObjectPatch.Apply(kind, _id.Key, null, request, services.Now()).TryGet(out var applied, out failure))
            return new WriteOutcome.Refused(failure);
        var ownership = applied.Value.Metadata.ManagedFields;
        outcome = await Create(applied.Value, value => value with { Metadata = value.Metadata with { ManagedFields = ownership } }, request.DryRun, cancellationToken);
        return outcome switch
        {
            WriteOutcome.Refused { Failure.Reason: FailureReason.AlreadyExists } when request.OnVersion is null => await Write(old => Applied(old, request), request.Version, request.DryRun, cancellationToken),
            WriteOutcome.Written written => written with { Warnings = applied.Warnings },
            _ => outcome,
        };
    }

    private Decision Updated(ApiDocument old, ApiObject value, Subresource subresource, string manager) =>
        Updated(old, value, subresource, next => FieldTracking.Updated(old, next, manager, subresource.Name(), services.Now()));

    private Decision Updated(ApiDocument old, ApiObject value, Subresource subresource, Func<ApiObject, ApiObject> withOwnership)
    {
        if (!UpdateRules.Apply(old, value, subresource).TryGet(out var next, out var failure))
            return failure;
        next = withOwnership(next);
        return DeletionRules.MayGo(next, HoldsItself(next)) ? Decision.Removal(next) : next;
    }

    private Decision Applied(ApiDocument old, PatchRequest request)
    {
        if (IsOfAnother(old, request))
            return ApiFailure.Conflict(old.Definition, _id.Key.Name);
        if (!ObjectPatch.Apply(old.Definition, _id.Key, old, request, services.Now()).TryGet(out var applied, out var failure))
            return failure;
        var ownership = applied.Value.Metadata.ManagedFields;
        var decision = Updated(old, applied.Value, request.Subresource, next => next with { Metadata = next.Metadata with { ManagedFields = ownership } });
        return decision.Failure is null ? decision with { Warnings = applied.Warnings } : decision;
    }

    private Decision Patched(ApiDocument old, PatchRequest request)
    {
        if (IsOfAnother(old, request))
            return ApiFailure.Conflict(old.Definition, _id.Key.Name);
        if (!ObjectPatch.Apply(old.Definition, _id.Key, old, request, services.Now()).TryGet(out var patched, out var failure))
            return failure;
        var decision = Updated(old, patched.Value, request.Subresource, request.FieldManager);
        return decision.Failure is null ? decision with { Warnings = patched.Warnings } : decision;
    }

    private static bool IsOfAnother(ApiDocument old, PatchRequest request) => request.OnVersion is { } version && version != old.Metadata.ResourceVersion;

    private Decision Scaled(ApiDocument old, ScaleRequest request)
    {
        if (old.Definition.Scale is not { } scale)
            return ApiFailure.NoSuchResource();
        if (request.ResourceVersion is { Length: > 0 } version && version != old.Metadata.ResourceVersion)
            return ApiFailure.Conflict(old.Definition, _id.Key.Name);
        return Updated(old, scale.WithReplicas(old.Object, request.Replicas), Subresource.None,
            next => FieldTracking.Updated(old, next, request.FieldManager, "scale", services.Now()));
    }

    /// <summary>What a deletion makes of the object.</summary>
    protected Decision Deleted(ApiDocument old, DeleteRequest request, long grace)
    {
        if (RefuseDeletion() is { } refusal)
            return refusal;
        var metadata = old.Metadata;
        if (request.Uid is { } uid && uid != metadata.Uid)
            return ApiFailure.DeletionUidConflict(old.Definition, _id.Key.Name, uid, metadata.Uid ?? "");
        if (request.ResourceVersion is { } version && version != metadata.ResourceVersion)
            return ApiFailure.ResourceVersionConflict(old.Definition, _id.Key.Name, version, metadata.ResourceVersion ?? "");
        return DeletionRules.Apply(old.Object, grace, request.Propagation ?? DefaultPropagation, HoldsItself(old.Object), services.Now()) switch
        {
            DeletionStep.Mark mark => OnMarked(mark.Value),
            _ => Decision.Removal(old.Object),
        };
    }

    private static WriteOutcome Written(ApiDocument document, bool removed = false, IReadOnlyList<string>? warnings = null) =>
        new WriteOutcome.Written(document, removed, warnings ?? []);

    private static WriteOutcome Unavailable(CommitOutcome.Unavailable unavailable) =>
        new WriteOutcome.Refused(ApiFailure.Unavailable(unavailable.Why));
}
