using System.Threading.Channels;
using Krewe.NodeAgent.Pods;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Session;

/// <summary>
/// What is to be told to the control plane: the newest status of each pod and the newest events. It is kept until the server has stored
/// it (<see cref="ReportTaken"/>), over broken sessions too. Statuses are bounded by the number of pods, events by
/// <see cref="MostEvents"/>; older events are dropped.
/// </summary>
internal sealed class Outbox(TimeProvider time) : IPodReporter
{
    /// <summary>Events that are kept.</summary>
    public const int MostEvents = 2000;

    /// <summary>Statuses in one message.</summary>
    public const int PodsInMessage = 200;

    /// <summary>Events in one message.</summary>
    public const int EventsInMessage = 200;

    /// <summary>What was sent and is not taken after this long is sent again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Parcel<PodObservation>> _pods = [];
    private readonly LinkedList<Parcel<AgentEvent>> _events = new();
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private NodeFacts? _facts;
    private IReadOnlyList<PodObservation>? _complete;

    /// <summary>Parcels that are not taken yet.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _pods.Count + _events.Count;
        }
    }

    /// <summary>True while a status is not taken yet.</summary>
    public bool HasStatuses
    {
        get
        {
            lock (_gate)
                return _pods.Count > 0;
        }
    }

    /// <inheritdoc/>
    public void Report(PodObservation observation)
    {
        lock (_gate)
            _pods[observation.Uid] = new(observation);
        Wake();
    }

    /// <inheritdoc/>
    public void Announce(AgentEvent happening)
    {
        lock (_gate)
        {
            _events.AddLast(new Parcel<AgentEvent>(happening));
            if (_events.Count > MostEvents)
                _events.RemoveFirst();
        }
        Wake();
    }

    /// <summary>The machine has changed.</summary>
    public void Report(NodeFacts facts)
    {
        lock (_gate)
            _facts = facts;
        Wake();
    }

    /// <summary>A session begins: nothing of what was sent before counts.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _facts = null; // The hello carries them.
            _complete = null;
            foreach (var parcel in _pods.Values.Cast<IParcel>().Concat(_events))
                parcel.Sent(0, default);
        }
        Wake();
    }

    /// <summary>Every pod of the agent is known now; it is told in one report.</summary>
    public void ReportAll(IReadOnlyList<PodObservation> everything)
    {
        lock (_gate)
            _complete = everything;
        Wake();
    }

    /// <summary>Waits until there may be something to send.</summary>
    public async Task WaitForNews(CancellationToken cancellationToken) => await _news.Reader.ReadAsync(cancellationToken);

    /// <summary>The next message, or null when there is none.</summary>
    public AgentMessage? Next(long sequence)
    {
        var now = time.GetTimestamp();
        var unanswered = now - (long)(Patience.TotalSeconds * time.TimestampFrequency);
        lock (_gate)
        {
            if (_facts is { } facts)
            {
                _facts = null;
                return new NodeReport { Sequence = sequence, Facts = facts };
            }
            if (_complete is { } complete)
            {
                _complete = null;
                // The newest status of each; what is gone is not among the agent's pods any more but still to be told.
                var all = complete.ToDictionary(pod => pod.Uid);
                foreach (var (uid, parcel) in _pods)
                {
                    all[uid] = parcel.Content;
                    parcel.Sent(sequence, now);
                }
                return new PodReport { Sequence = sequence, Complete = true, Pods = [.. all.Values] };
            }
            var pods = _pods.Values.Where(parcel => parcel.IsDue(unanswered)).Take(PodsInMessage).ToList();
            if (pods.Count > 0)
                return new PodReport { Sequence = sequence, Pods = Send(pods, sequence, now) };
            var events = _events.Where(parcel => parcel.IsDue(unanswered)).Take(EventsInMessage).ToList();
            return events.Count > 0 ? new EventReport { Sequence = sequence, Events = Send(events, sequence, now) } : null;
        }
    }

    /// <summary>The server has stored everything up to a sequence number.</summary>
    public void Taken(long sequence)
    {
        lock (_gate)
        {
            foreach (var (uid, _) in _pods.Where(pod => pod.Value.IsCoveredBy(sequence)).ToList())
                _pods.Remove(uid);
            for (var node = _events.First; node is not null;)
            {
                var next = node.Next;
                if (node.Value.IsCoveredBy(sequence))
                    _events.Remove(node);
                node = next;
            }
        }
    }

    private static List<T> Send<T>(List<Parcel<T>> parcels, long sequence, long now)
    {
        parcels.ForEach(parcel => parcel.Sent(sequence, now));
        return parcels.ConvertAll(parcel => parcel.Content);
    }

    private void Wake() => _news.Writer.TryWrite(true);

    private interface IParcel
    {
        void Sent(long sequence, long at);
    }

    /// <summary>Something to tell, and the message that carried it last; 0 for none.</summary>
    private sealed class Parcel<T>(T content) : IParcel
    {
        private long _sequence;
        private long _sentAt;

        public T Content => content;

        public void Sent(long sequence, long at) => (_sequence, _sentAt) = (sequence, at);

        public bool IsDue(long unanswered) => _sequence == 0 || _sentAt <= unanswered;

        public bool IsCoveredBy(long sequence) => _sequence > 0 && _sequence <= sequence;
    }
}
