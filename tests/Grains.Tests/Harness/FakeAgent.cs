using Krewe.Grains.Nodes;
using Krewe.Model.Core;
using Krewe.Model.Kinds;
using Krewe.Protocol;

namespace Krewe.Grains.Tests.Harness;

/// <summary>
/// An agent that speaks the protocol and runs pods in its head: each starts after a moment, ends after a moment when it is to be deleted,
/// and goes on when the connection is cut.
/// </summary>
internal sealed class FakeAgent(ControlPlane plane, string name) : IAgentSession
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, Pod> _desired = [];
    private readonly Dictionary<string, IReadOnlyList<ConfigMap>> _configMaps = [];
    private readonly HashSet<string> _changed = [];
    private readonly List<PodAssignment> _parts = [];
    private readonly Dictionary<string, string> _names = [];
    private readonly Dictionary<string, DateTimeOffset> _endsAt = [];
    private long _generation;
    private string? _sessionId;
    private bool _connected;
    private bool _toldUnwell;

    public string Name => name;

    /// <summary>UIDs of the pods that run here, whatever the control plane believes.</summary>
    public HashSet<string> Running { get; } = [];

    /// <summary>How long pods take to end once they shall.</summary>
    public TimeSpan EndTime { get; init; }

    /// <summary>Names of the pods that run here, ending ones included.</summary>
    public IEnumerable<string> RunningNames => Running.Select(uid => _names[uid]);

    /// <summary>Generations as they came; they must only grow.</summary>
    public List<long> Generations { get; } = [];

    /// <summary>Length of the longest message on the wire; measured where <see cref="Measures"/> says so.</summary>
    public int LongestMessage { get; private set; }

    /// <summary>True to write each message as the link does.</summary>
    public bool Measures { get; init; }

    /// <summary>False while the agent cannot be reached; its pods run on.</summary>
    public bool Reachable { get; set; } = true;

    /// <summary>True while the agent says nothing, over a connection that holds.</summary>
    public bool Paused { get; set; }

    /// <summary>True while the machine says that it is not ready; its pods run on, and nothing new is said of them.</summary>
    public bool Unwell { get; set; }

    /// <summary>The ConfigMaps that came with a pod.</summary>
    public IReadOnlyList<ConfigMap> ConfigMaps(string uid) => _configMaps.GetValueOrDefault(uid, []);

    /// <summary>Begins to run beside the test.</summary>
    public FakeAgent Start()
    {
        _ = plane.Silo.Start(Live);
        return this;
    }

    public Task Send(ServerMessage message)
    {
        if (!Reachable)
            return Task.CompletedTask;
        if (Measures)
            LongestMessage = Math.Max(LongestMessage, ProtocolJson.Write(message).Length);
        switch (message)
        {
            case Welcome welcome:
                _sessionId = welcome.SessionId;
                break;
            case DesiredPart part:
                part.Generation.ShouldBeGreaterThan(_generation);
                _parts.AddRange(part.Pods);
                break;
            case DesiredState whole:
                Step(whole.Generation);
                foreach (var gone in _desired.Keys.Except(_parts.Concat(whole.Pods).Select(pod => pod.Pod.Metadata.Uid!)).ToList())
                    Forget(gone);
                Take(whole.Pods);
                break;
            case DesiredChange change:
                change.From.ShouldBe(_generation, "steps start where the last one ended");
                Step(change.Generation);
                foreach (var gone in change.Withdrawn)
                    Forget(gone);
                Take(change.Assigned);
                break;
            case Goodbye:
                _connected = false;
                break;
        }
        return Task.CompletedTask;
    }

    private void Step(long generation)
    {
        if (Generations.Count > 0)
            generation.ShouldBeGreaterThan(Generations[^1], "generations grow over sessions and restarts");
        Generations.Add(generation);
        _generation = generation;
    }

    private void Take(IReadOnlyList<PodAssignment> assignments)
    {
        foreach (var pieces in _parts.Concat(assignments).GroupBy(assignment => assignment.Pod.Metadata.Uid!))
        {
            _desired[pieces.Key] = pieces.First().Pod;
            _names[pieces.Key] = pieces.First().Pod.Metadata.Name!;
            _configMaps[pieces.Key] = [.. pieces.SelectMany(piece => piece.ConfigMaps)];
            _changed.Add(pieces.Key);
        }
        _parts.Clear();
    }

    private void Forget(string uid)
    {
        _desired.Remove(uid);
        _changed.Remove(uid);
        HasEnded(uid);
    }

    /// <summary>Begins to end a pod, or goes on; true once nothing of it runs.</summary>
    private bool HasEnded(string uid)
    {
        var now = plane.Time.GetUtcNow();
        if (Running.Contains(uid) && now < (_endsAt.TryGetValue(uid, out var at) ? at : _endsAt[uid] = now + EndTime))
            return false;
        Running.Remove(uid);
        return true;
    }

    private async Task Live()
    {
        var silo = plane.Silo;
        var node = plane.Grains.GetGrain<INodeGrain>(new ObjectId("nodes", new ObjectKey("", name)).ToString());
        var link = plane.Grains.CreateObjectReference<IAgentSession>(this);
        while (plane.Silo == silo)
        {
            await Task.Delay(Tick, plane.Time);
            foreach (var uid in _endsAt.Keys.Where(uid => Running.Contains(uid) && !_desired.ContainsKey(uid)).ToList())
                HasEnded(uid);
            if (Paused)
                continue;
            if (!Reachable)
            {
                _connected = false;
                continue;
            }
            if (!_connected)
            {
                await Connect(node, link);
                continue;
            }
            await Report(node);
        }
    }

    private async Task Connect(INodeGrain node, IAgentSession link)
    {
        _sessionId = null;
        try
        {
            _connected = await node.Connect(Hello(), link, default) is ConnectOutcome.Accepted accepted && (_sessionId = accepted.SessionId) is not null;
        }
        catch (Exception error) when (Faults.IsOne(error))
        {
            _connected = false;
        }
        // A new session reports everything anew.
        foreach (var uid in _desired.Keys)
            _changed.Add(uid);
    }

    private async Task Report(INodeGrain node)
    {
        var reported = _changed.ToList();
        try
        {
            AgentMessage message = Unwell != _toldUnwell ? new NodeReport { Facts = Facts() }
                : _changed.Count == 0 ? new AgentHeartbeat()
                : new PodReport { Pods = [.. Observe()] };
            _toldUnwell = Unwell;
            var outcome = await node.Report(_sessionId!, message, default);
            if (outcome == ReportOutcome.Superseded)
                _connected = false;
            if (outcome == ReportOutcome.Retry)
                Repeat(reported);
        }
        catch (Exception error) when (Faults.IsOne(error))
        {
            _connected = false;
        }
    }

    private void Repeat(List<string> reported)
    {
        foreach (var uid in reported.Where(_desired.ContainsKey))
            _changed.Add(uid);
    }

    private IEnumerable<PodObservation> Observe()
    {
        var changed = _changed.Select(uid => _desired[uid]).ToList();
        _changed.Clear();
        foreach (var pod in changed)
        {
            var ending = pod.Metadata.DeletionTimestamp is not null;
            if (!ending)
                Running.Add(pod.Metadata.Uid!);
            else if (!HasEnded(pod.Metadata.Uid!))
            {
                _changed.Add(pod.Metadata.Uid!);
                continue;
            }
            yield return new PodObservation
            {
                Namespace = pod.Metadata.Namespace!,
                Name = pod.Metadata.Name!,
                Uid = pod.Metadata.Uid!,
                Gone = ending,
                Status = ending ? pod.Status : Ready(pod),
            };
        }
    }

    private PodStatus Ready(Pod pod)
    {
        var since = pod.Status.StartTime ?? plane.Time.GetUtcNow();
        return new PodStatus
        {
            Phase = PodPhase.Running,
            StartTime = since,
            PodIP = "10.0.0.1",
            Conditions =
            [
                new PodCondition { Type = PodConditionType.Ready, Status = ConditionStatus.True, LastTransitionTime = since },
                new PodCondition { Type = PodConditionType.ContainersReady, Status = ConditionStatus.True, LastTransitionTime = since },
            ],
        };
    }

    private AgentHello Hello() => new()
    {
        Versions = AgentProtocol.Versions,
        NodeName = name,
        InstanceId = name,
        Generation = _generation,
        Facts = Facts(),
    };

    private NodeFacts Facts() => new()
    {
        Labels = new Dictionary<string, string> { ["kubernetes.io/hostname"] = name },
        Status = new NodeStatus
        {
            Capacity = Samples.Capacity,
            Allocatable = Samples.Capacity,
            NodeInfo = new() { KubeletVersion = "v1" + AgentProtocol.AgentVersionSuffix },
            Conditions = Unwell ? [new() { Type = NodeConditionType.Ready, Status = ConditionStatus.False, Reason = "KubeletNotReady", Message = "no runtime" }] : [],
        },
    };
}
