using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>Which activations and observers there are.</summary>
internal sealed class GrainDirectory(Silo silo)
{
    /// <summary>Of fixed proportions, so that its order does not depend on the number of processors.</summary>
    private readonly ConcurrentDictionary<GrainId, ICallTarget> _targets = new(concurrencyLevel: 8, capacity: 1021);
    private readonly Func<GrainId, ICallTarget> _create = id => Create(silo, id);
    private long _activations;

    public IEnumerable<ICallTarget> Targets => _targets.Values;

    /// <summary>All activations in the order in which they were made.</summary>
    public IEnumerable<Activation> Activations => _targets.Values
        .SelectMany(target => target is StatelessWorkers workers ? workers.Activations : target is Activation activation ? [activation] : [])
        .OrderBy(activation => activation.Number);

    /// <summary>Where the calls of a reference go. Makes an activation if there is none.</summary>
    public ICallTarget Find(GrainReference reference)
    {
        if (_targets.TryGetValue(reference.GrainId, out var target))
            return target;
        if (reference.GrainId.Type == ObserverHost.Type)
            return new GoneTarget(silo, reference.GrainId, new ClientNotAvailableException($"The observer {reference.GrainId} no longer exists."));
        if (!silo.IsRunning)
            return new GoneTarget(silo, reference.GrainId, new SiloUnavailableException($"{reference.GrainId} cannot be activated: the silo does not run."));

        return _targets.GetOrAdd(reference.GrainId, _create);
    }

    public void Add(ObserverHost observer) => _targets[observer.GrainId] = observer;

    public void Remove(GrainId observer) => _targets.TryRemove(observer, out _);

    public void Remove(Activation activation)
    {
        if (!_targets.TryGetValue(activation.GrainId, out var target))
            return;
        if (target is StatelessWorkers workers)
            workers.Remove(activation);
        else
            _targets.TryRemove(KeyValuePair.Create(activation.GrainId, (ICallTarget)activation));
    }

    public Activation CreateActivation(GrainBinding binding, IdSpan key) => new(binding, key, Interlocked.Increment(ref _activations));

    private static ICallTarget Create(Silo silo, GrainId id)
    {
        var binding = silo.Types.BindingOf(id.Type);
        return binding.MaxWorkers > 0 ? new StatelessWorkers(binding, id.Key) : silo.Directory.CreateActivation(binding, id.Key);
    }
}
