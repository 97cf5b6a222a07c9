using Krewe.EmbeddedSilo.CodeGeneration;
using Orleans.Runtime;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>Hands calls to an object outside of grains, one at a time. It does not keep the object alive.</summary>
internal sealed class ObserverHost(Silo silo, GrainId id, IGrainObserver observer) : RequestTarget(silo), ICallTarget
{
    public static readonly GrainType Type = GrainType.Create("sys.client");

    private readonly WeakReference<IGrainObserver> _observer = new(observer);

    public GrainId GrainId => id;

    public override string Name => id.ToString();

    public override object Instance => _observer.TryGetTarget(out var target)
        ? target
        : throw new ClientNotAvailableException($"The observer {id} no longer exists: nothing refers to its object.");

    public override bool HasFilters => Silo.IncomingFilters.Length > 0;

    public override int BacklogLimit => Silo.Messaging.MaxEnqueuedRequestsHardLimit;

    protected override bool IsOpen => true;

    public RequestTarget Pick() => this;

    public override void Receive(GrainRequest request)
    {
        if (!_observer.TryGetTarget(out _))
            Silo.Directory.Remove(id);
        base.Receive(request);
    }
}
