using System.Threading.Channels;
using Krewe.Model.Core;
using Krewe.NodeAgent.Checkpoint;
using Krewe.NodeAgent.Session;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Tests.Support;

/// <summary>A control plane in memory, for agents under virtual time. It can be away, and slow to say what it wants.</summary>
internal sealed class VirtualControlPlane : IAgentTransport
{
    private readonly List<PodAssignment> _desired = [];
    private Connection? _open;
    private long _generation;

    /// <summary>False while nobody can reach it; connections break.</summary>
    public bool Reachable
    {
        get;
        set
        {
            field = value;
            if (!value)
                _open?.Break();
        }
    } = true;

    /// <summary>False while it welcomes agents but does not say what they shall run.</summary>
    public bool Tells { get; set; } = true;

    /// <summary>False while it does not say that it has taken anything.</summary>
    public bool Answers { get; set; } = true;

    /// <summary>The newest status of each pod that was reported.</summary>
    public Dictionary<string, PodStatus> Statuses { get; } = [];

    /// <summary>Pods that were reported as gone.</summary>
    public HashSet<string> Gone { get; } = [];

    /// <summary>Events as they came.</summary>
    public List<AgentEvent> Events { get; } = [];

    /// <summary>What came after the hello of the newest session, heartbeats left out.</summary>
    public List<AgentMessage> Received { get; } = [];

    /// <summary>Wants these pods, and no other.</summary>
    public void Want(params PodAssignment[] pods)
    {
        _desired.Clear();
        _desired.AddRange(pods);
        _generation++;
        if (_open is { } open && Reachable)
            Tell(open);
    }

    public Task<IAgentConnection> Dial(CancellationToken cancellationToken)
    {
        if (!Reachable)
            throw new TransportException("nobody answers");
        _open?.Break();
        return Task.FromResult<IAgentConnection>(_open = new Connection(this));
    }

    public Task<IStreamConnection> DialStream(Uri server, string streamId, CancellationToken cancellationToken) =>
        throw new TransportException("no streams here");

    private void Tell(Connection to)
    {
        if (Tells)
            to.Post(new DesiredState { Generation = _generation, Pods = [.. _desired] });
    }

    private void Take(Connection from, AgentMessage message)
    {
        switch (message)
        {
            case AgentHello hello:
                Received.Clear();
                _generation = Math.Max(_generation, hello.Generation) + 1;
                from.Post(new Welcome { Version = 1, SessionId = "s", HeartbeatInterval = TimeSpan.FromSeconds(1), SilenceLimit = TimeSpan.FromSeconds(4) });
                Tell(from);
                return;
            case PodReport report:
                foreach (var pod in report.Pods)
                    Statuses[pod.Uid] = pod.Status;
                Gone.UnionWith(report.Pods.Where(pod => pod.Gone).Select(pod => pod.Uid));
                break;
            case EventReport report:
                Events.AddRange(report.Events);
                break;
        }
        if (message is not AgentHeartbeat)
            Received.Add(message);
        if (Answers)
            from.Post(new ReportTaken { Sequence = message.Sequence });
    }

    private sealed class Connection(VirtualControlPlane plane) : IAgentConnection
    {
        private readonly Channel<ServerMessage> _incoming = Channel.CreateUnbounded<ServerMessage>();

        public Uri Server { get; } = new("https://127.0.0.1:1");

        public void Post(ServerMessage message) => _incoming.Writer.TryWrite(message);

        public void Break() => _incoming.Writer.TryComplete(new TransportException("broken"));

        public Task Send(AgentMessage message, CancellationToken cancellationToken)
        {
            if (_incoming.Reader.Completion.IsCompleted || !plane.Reachable)
                throw new TransportException("broken");
            plane.Take(this, message);
            return Task.CompletedTask;
        }

        public async Task<ServerMessage?> Receive(CancellationToken cancellationToken)
        {
            try
            {
                return await _incoming.Reader.ReadAsync(cancellationToken);
            }
            catch (ChannelClosedException e)
            {
                throw new TransportException("broken", e);
            }
        }

        public ValueTask DisposeAsync()
        {
            Break();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>What survives an agent's restart, in memory.</summary>
internal sealed class MemoryCheckpoint : ICheckpoint
{
    private DesiredPods _kept = DesiredPods.None;

    public Task<DesiredPods> Load(CancellationToken cancellationToken) => Task.FromResult(_kept);

    public Task Save(DesiredPods desired, CancellationToken cancellationToken)
    {
        _kept = desired;
        return Task.CompletedTask;
    }
}

/// <summary>The same for when the control plane was heard last.</summary>
internal sealed class MemoryContactRecord : IContactRecord
{
    private DateTimeOffset? _kept;

    public DateTimeOffset? Load() => _kept;

    public void Keep(DateTimeOffset heardAt) => _kept = heardAt;
}
