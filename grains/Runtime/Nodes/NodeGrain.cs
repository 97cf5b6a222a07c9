using Krewe.Grains.Clocks;
using Krewe.Grains.Collections;
using Krewe.Grains.Events;
using Krewe.Grains.Objects;
using Krewe.Grains.Pods;
using Krewe.Grains.Reconciling;
using Krewe.Model.Coordination;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Planning.Nodes;
using Krewe.Planning.Plans;
using Krewe.Protocol;

namespace Krewe.Grains.Nodes;

/// <inheritdoc cref="INodeGrain"/>
/// <remarks>
/// <para>A look does three things in turn: judges the node by its signs of life, evicts the pods that do not tolerate its taints, and
/// sends the agent what has changed of its desired state. Only looks send desired state, so steps leave in the order of their generations.</para>
/// <para>A heartbeat is a note of the time in memory and nothing else. The timer that is armed for the end of the silence limit looks,
/// finds the later note, and arms itself anew. After a restart of the control plane silence counts from the activation, with a grace for
/// agents to find their way back.</para>
/// <para>Nodes without a session are those of agents that are clients of the API; they live by their lease and their status.</para>
/// </remarks>
internal sealed class NodeGrain(ObjectServices services, ReconcileServices reconciling, NodeOptions options)
    : ReconciledObjectGrain(services, reconciling), INodeGrain
{
    private const string LeaseNamespace = "kube-node-lease";

    private DesiredPodsReader _reader = null!;
    private NodeSession? _session;
    private long? _heardAt;
    private long _listeningSince;
    private NodeCondition? _reportedReady;
    private long? _missingSince;
    private long? _podsAt;
    private readonly HashSet<string> _forced = [];
    private string? _overruled;
    private bool _existed;
    private bool _changed = true;
    private bool _ready;

    protected override string Component => "node-controller";

    private string NodeName => Id.Key.Name;

    // Nobody was heard yet in this life of the grain: agents have their grace to come back.
    private bool IsHeard => _heardAt is { } heard ? Clock.GetElapsedTime(heard) < options.Health.SilenceLimit : !Clock.HasCome(_listeningSince);

    private TimeProvider Clock => Services.Clock;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        _reader = new DesiredPodsReader(GrainFactory);
        _listeningSince = Clock.After(options.ReturnGrace);
    }

    public async Task<ConnectOutcome> Connect(AgentHello hello, IAgentSession session, CancellationToken cancellationToken)
    {
        if (hello.NodeName != NodeName)
            return new ConnectOutcome.Refused($"this is node \"{NodeName}\", not \"{hello.NodeName}\"");
        if (AgentProtocol.Negotiate(hello.Versions) is not { } version)
            return new ConnectOutcome.Refused("server and agent have no version of the protocol in common: install the same release of both");
        if (await Register(hello.Facts, cancellationToken) is { } failure)
            return failure.Reason is FailureReason.Invalid or FailureReason.BadRequest
                ? new ConnectOutcome.Refused(failure.Message)
                : throw new WriteRefusedException(failure.Message);

        _session?.Send(new Goodbye { Why = "a newer session of this node has taken over" });
        _session = new NodeSession(Services.Entropy.NextUid(), session, hello.Generation);
        _heardAt = _listeningSince = Clock.GetTimestamp();
        _session.Send(new Welcome
        {
            Version = version,
            SessionId = _session.Id,
            HeartbeatInterval = options.HeartbeatInterval,
            SilenceLimit = options.Health.SilenceLimit,
        });
        await Signal();
        return new ConnectOutcome.Accepted(_session.Id);
    }

    public async Task<ReportOutcome> Report(string sessionId, AgentMessage message, CancellationToken cancellationToken)
    {
        if (_session?.Id != sessionId)
            return ReportOutcome.Superseded;
        _heardAt = Clock.GetTimestamp();
        if (!_ready)
            await Signal();
        switch (message)
        {
            case NodeReport report:
                return await Register(report.Facts, cancellationToken) is null ? ReportOutcome.Taken : ReportOutcome.Retry;
            case PodReport report:
                return await Observe(report, cancellationToken);
            case EventReport report:
                Tell(report);
                return ReportOutcome.Taken;
            default:
                return ReportOutcome.Taken;
        }
    }

    public override Task Signal()
    {
        _changed = true;
        return base.Signal();
    }

    public Task Disconnect(string sessionId)
    {
        if (_session?.Id == sessionId)
            _session = null;
        return Task.CompletedTask;
    }

    public async Task<bool> IsInTouch() =>
        IsHeard && (_heardAt is not null || await Collection.Get(Id.Key) is { } node && NodeRegistration.HasAgent(node.As<Node>()));

    public Task RemoveOnceSilent(string podUid)
    {
        _forced.Add(podUid);
        return IsHeard ? Task.CompletedTask : Signal();
    }

    public Task<bool> OpenStream(OpenStream request)
    {
        _session?.Send(request);
        return Task.FromResult(_session is not null);
    }

    protected override async Task<LookResult> Look(CancellationToken cancellationToken)
    {
        if (await Collection.Get(Id.Key) is not { } document)
            return await WithoutNode(cancellationToken);
        (_existed, _missingSince) = (true, null);
        var now = Clock.GetUtcNow();
        var changed = _changed;
        _changed = false;
        try
        {
            return await Look(document, changed, now, cancellationToken);
        }
        catch
        {
            _changed = true;
            throw;
        }
    }

    private async Task<LookResult> Look(ApiDocument document, bool changed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var health = NodeHealthPlanner.Plan(await Observe(document, now), options.Health, now);
        if (health.Self is { } self && !await CommitOwn(document, self, cancellationToken))
        {
            _changed = true;
            return LookResult.Now;
        }
        _ready = health.IsReady;
        if (health.IsSilent)
            EndSession("nothing was heard for too long, begin anew");
        else if (_ready && _session is { } session && session.Id == _overruled)
            EndSession("pods were marked as not ready meanwhile, tell them again");
        GrainFactory.Tell(Component, health.Events);
        var next = LookResult.At(health.LookAgainAt, now);
        // Most looks only find that the agent lives.
        if (!changed && health.Self is null && !(_podsAt is { } due && Clock.HasCome(due)))
            return next.Or(LookAtPods());

        var desired = await _reader.Read(NodeName);
        var eviction = await Evict(health.Self ?? document.As<Node>(), desired, cancellationToken);
        _session?.Send(desired);
        await RemoveForced(desired, cancellationToken);
        var again = LookResult.At(eviction.LookAgainAt, now).Or(new LookResult(UntilRefresh(desired)))
            .Or(new LookResult(_ready || desired.Pods.Count == 0 ? null : options.NotReadyInterval)).Again;
        _podsAt = again is { } pause ? Clock.After(pause) : null;
        return next.Or(LookAtPods());
    }

    private LookResult LookAtPods() => LookResult.At(_podsAt, Clock);

    private async Task<ApiFailure?> Register(NodeFacts facts, CancellationToken cancellationToken)
    {
        _reportedReady = facts.Status.Conditions.FirstOrDefault(condition => condition.Type == NodeConditionType.Ready);
        var outcome = await Write(old => NodeRegistration.Update(old.As<Node>(), facts), false, cancellationToken);
        if (outcome.Failure() is { Reason: FailureReason.NotFound })
            outcome = await Create(new CreateRequest(ApiDocument.Draft(NodeRegistration.Create(NodeName, facts))), cancellationToken);
        return outcome.Failure();
    }

    private async Task<ReportOutcome> Observe(PodReport report, CancellationToken cancellationToken)
    {
        var outcome = ReportOutcome.Taken;
        await BoundedCalls.ForEach(report.Pods, Options.Parallelism, async observation =>
        {
            var id = new ObjectId(PodKind.Instance.Collection, new ObjectKey(observation.Namespace, observation.Name));
            if (await GrainFactory.GetGrain<IPodGrain>(id.ToString()).Observe(new PodSighting(NodeName, observation), cancellationToken) == ReportOutcome.Retry)
                outcome = ReportOutcome.Retry;
        });
        return outcome;
    }

    private async Task<ObservedNode> Observe(ApiDocument document, DateTimeOffset now)
    {
        var lease = await GrainFactory.GetCollection(LeaseKind.Instance).Get(new ObjectKey(LeaseNamespace, NodeName));
        return new ObservedNode
        {
            Node = document.As<Node>(),
            LastHeard = _heardAt is { } heard ? Clock.TimeOf(heard, now) : null,
            ListeningSince = Clock.TimeOf(_listeningSince, now),
            ReportedReady = _reportedReady,
            Lease = lease?.As<Lease>(),
        };
    }

    private async Task<EvictionPlan> Evict(Node node, DesiredPods desired, CancellationToken cancellationToken)
    {
        var pods = desired.Pods.Values.Select(pod => pod.Pod).ToList();
        var silence = _ready ? ClusterSilence.None : await Silence();
        var plan = EvictionPlanner.Plan(node, pods, silence, options.Health, Clock.GetUtcNow());
        var failed = false;
        try
        {
            await BoundedCalls.ForEach(plan.NotReady, Options.Parallelism, async step =>
            {
                var changed = ApiDocument.Draft(step.Object);
                Judge(await GrainFactory.GetObject(changed.Id).Update(new UpdateRequest(changed, Subresource.Status), cancellationToken), step.Event);
            });
        }
        finally
        {
            // The agent may have come back while these were written, and may have told of its pods before.
            if (plan.NotReady.Count > 0)
                _overruled = _session?.Id;
        }
        await BoundedCalls.ForEach(plan.Delete, Options.Parallelism, async step => Judge(await GrainFactory.Carry(step, cancellationToken), step.Event));
        return failed ? throw new WriteRefusedException("pods of the node changed while they were evicted") : plan;

        void Judge(WriteOutcome outcome, PlannedEvent? happened)
        {
            if (outcome.Failure() is { } refusal)
                failed |= refusal.Reason != FailureReason.NotFound;
            else
                Tell(happened);
        }
    }

    // Pods that were to go at once and whose end the agent was to report first. Who asked for that does not wait for a silent node.
    private async Task RemoveForced(DesiredPods desired, CancellationToken cancellationToken)
    {
        _forced.IntersectWith(desired.Pods.Keys);
        if (!IsHeard)
            await Remove([.. _forced.Select(uid => desired.Pods[uid].Pod.Metadata).Where(pod => pod.DeletionGracePeriodSeconds > 0)], cancellationToken);
    }

    private Task Remove(IReadOnlyList<ObjectMeta> pods, CancellationToken cancellationToken) =>
        BoundedCalls.ForEach(pods, Options.Parallelism, async pod =>
        {
            var id = new ObjectId(PodKind.Instance.Collection, new ObjectKey(pod.Namespace ?? "", pod.Name ?? ""));
            (await GrainFactory.GetObject(id).Delete(new DeleteRequest(GracePeriodSeconds: 0, Uid: pod.Uid), cancellationToken)).ThrowUnlessOutdated();
        });

    private async Task<ClusterSilence> Silence()
    {
        var nodes = (await Collection.List(new ObjectQuery())).Documents;
        var silent = nodes.Count(node => node.As<Node>().Status.Conditions.Any(condition =>
            condition.Type == NodeConditionType.Ready && condition.Status == ConditionStatus.Unknown));
        return new ClusterSilence(nodes.Count, silent);
    }

    // Nobody can confirm the end of pods on a node that does not exist.
    private async Task<LookResult> WithoutNode(CancellationToken cancellationToken)
    {
        EndSession("the node was deleted");
        _ready = false;
        var pods = (await GrainFactory.GetCollection(PodKind.Instance).List(new ObjectQuery(NodeName: NodeName))).Documents;
        if (pods.Count == 0)
            return LookResult.Settled;
        // A node that was never there may be on its way; one that was there was deleted. An agent that lives registers it again at once, and
        // its pods stay where they are: to give up their names while they run would let others have them.
        var left = _existed ? TimeSpan.Zero : options.MissingNodeGrace - Clock.GetElapsedTime(_missingSince ??= Clock.GetTimestamp());
        if (_heardAt is { } heard && options.Health.SilenceLimit - Clock.GetElapsedTime(heard) is var untilSilent && untilSilent > left)
            left = untilSilent;
        if (left > TimeSpan.Zero)
            return new LookResult(left);
        await Remove([.. pods.Select(pod => pod.Metadata)], cancellationToken);
        return LookResult.Settled;
    }

    private TimeSpan? UntilRefresh(DesiredPods desired) => _session is null || !desired.HasReferences
        ? null
        : desired.MissesReferences ? options.MissingReferenceInterval : options.ReferenceInterval;

    // A node that was silent has conditions and pods that the control plane wrote on its behalf. An agent that was only slow knows nothing
    // of that and would not tell them again within its session; in a new one it tells everything.
    private void EndSession(string why)
    {
        _session?.Send(new Goodbye { Why = why });
        _session = null;
    }

    private void Tell(EventReport report) =>
        GrainFactory.GetGrain<IEventRecorderGrain>($"kubelet/{NodeName}").Record([.. report.Events.Select(Note)]).Sent();

    private EventNote Note(AgentEvent happened) => new()
    {
        Regarding = ApiDocument.Draft(happened.Pod is { } pod
            ? new Pod { Metadata = new() { Name = pod.Name, Namespace = pod.Namespace, Uid = pod.Uid } }
            : new Node { Metadata = new() { Name = NodeName, Uid = NodeName } }),
        FieldPath = happened.FieldPath,
        Warning = happened.Warning,
        Reason = happened.Reason,
        Message = happened.Message,
    };
}
